/**
 * Records what can be used only once, such as the `jti` of a DPoP proof (RFC 9449 section 11.1). Implement it
 * to share that between processes; `storeContract` of `@portcullis/testing` has the tests for it.
 */
export interface Store {
  /**
   * Adds a key unless it is there, in one atomic step: if several processes add the same key, only one gets
   * true. Throws or rejects if the store is unavailable; Portcullis then answers 503. Must settle within its
   * own deadline: for a DPoP proof, Portcullis waits 5 seconds at most.
   *
   * @param key The key, of any length. Holds no token.
   * @param untilSeconds When the store may drop the key, in seconds since 1970.
   * @returns Whether the key is new.
   */
  add(key: string, untilSeconds: number): boolean | Promise<boolean>
}
