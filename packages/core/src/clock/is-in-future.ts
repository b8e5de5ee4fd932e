/** How far ahead a moment may seem, even where no clock tolerance is configured, in seconds. */
const MIN_TOLERANCE_SECONDS = 10

/**
 * Tells whether a moment that should be past is still to come, by more than clocks differ.
 *
 * @param moment The moment, such as `iat`: a NumericDate (RFC 7519 section 2).
 * @param now Wall-clock seconds.
 * @param clockToleranceSeconds How far clocks may be apart.
 * @returns Whether it is.
 */
export function isInFuture(moment: number, now: number, clockToleranceSeconds: number): boolean {
  return moment - now > Math.max(clockToleranceSeconds, MIN_TOLERANCE_SECONDS)
}
