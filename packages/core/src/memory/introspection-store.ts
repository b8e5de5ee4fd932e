/**
 * Shares introspection responses between processes. Implement it over any store with expiry; `storeContract`
 * of `@portcullis/testing` has the tests for it.
 */
export interface IntrospectionStore {
  /**
   * Reads a response. Must settle within its own deadline.
   *
   * @param key The key: a digest, never a token.
   * @returns The answer, or undefined if there is none.
   */
  get(key: string): Promise<string | undefined>
  /**
   * Stores a response, replacing an earlier one. Must settle within its own deadline.
   *
   * @param key The key: a digest, never a token.
   * @param value The answer.
   * @param untilSeconds When the store drops it, in seconds since 1970.
   */
  set(key: string, value: string, untilSeconds: number): Promise<void>
}
