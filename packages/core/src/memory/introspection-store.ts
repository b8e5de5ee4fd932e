/**
 * Shares the answers of introspection between processes. Implement it over any store with expiry;
 * `storeContract` of `@portcullis/testing` has the tests for it.
 */
export interface IntrospectionStore {
  /**
   * Reads an answer. Must settle within a deadline of its own.
   *
   * @param key The key: a digest, never a token.
   * @returns The answer, or undefined if there is none.
   */
  get(key: string): Promise<string | undefined>
  /**
   * Stores an answer, replacing an earlier one. Must settle within a deadline of its own.
   *
   * @param key The key: a digest, never a token.
   * @param value The answer.
   * @param untilSeconds When the store drops it, in seconds since 1970.
   */
  set(key: string, value: string, untilSeconds: number): Promise<void>
}
