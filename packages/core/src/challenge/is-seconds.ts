/**
 * Returns whether a number of seconds is valid in an answer: `max_age` and `Retry-After` are digits only (RFC
 * 9470 section 3, RFC 9110 section 10.2.3).
 */
export function isSeconds(seconds: number | undefined): seconds is number {
  return Number.isSafeInteger(seconds) && Number(seconds) >= 0
}
