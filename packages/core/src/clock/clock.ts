/**
 * The time source of all rooms. Pass your own to test expiry and outages without waiting;
 * `@portcullis/testing` has one that tests advance by hand.
 */
export interface Clock {
  /**
   * Returns the wall-clock time in seconds since 1970, as in claims (NumericDate, RFC 7519 section 2). Can
   * have a fraction.
   */
  now(): number
  /** Returns the milliseconds of a clock that never jumps, since any moment. Measures the lifetime of keys. */
  monotonic(): number
  /**
   * Runs a task later. Must not keep the process alive.
   *
   * @param task What to run.
   * @param milliseconds How much later.
   * @returns A function that cancels it.
   */
  schedule(task: () => void, milliseconds: number): () => void
}
