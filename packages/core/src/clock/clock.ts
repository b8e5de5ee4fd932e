/**
 * Time, as every room sees it. Give your own to test what happens at an expiry or in an outage without
 * waiting; `@portcullis/testing` has one that is moved by hand.
 */
export interface Clock {
  /**
   * Wall-clock time in seconds since 1970, as claims state it (NumericDate, RFC 7519 section 2). May be
   * fractional.
   */
  now(): number
  /** Milliseconds of a clock that never jumps; its zero means nothing. The life of keys is measured with it. */
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
