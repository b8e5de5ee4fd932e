/** How far ahead a moment can be without a configured clock tolerance, in seconds. */
const MIN_TOLERANCE_SECONDS = 10

/**
 * Returns whether a moment that should be past is in the future, by more than clocks differ.
 *
 * @param moment The moment, such as `iat`: a NumericDate (RFC 7519 section 2).
 * @param now Wall-clock seconds.
 * @param clockToleranceSeconds How far clocks can differ.
 */
export function isInFuture(moment: number, now: number, clockToleranceSeconds: number): boolean {
  return moment - now > Math.max(clockToleranceSeconds, MIN_TOLERANCE_SECONDS)
}
