const DAY_SECONDS = 24 * 60 * 60

/** How far ahead of our clock a token can be issued, even without a clock tolerance, in seconds. */
const MIN_TOLERANCE_SECONDS = 10

/**
 * Returns how long a revocation is kept that does not say so: until the last token that it can concern has
 * expired, if the age of all tokens is limited; otherwise a day.
 *
 * @param greatestAges `maxTokenAgeSeconds` of each issuer.
 * @param clockToleranceSeconds The clock tolerance.
 * @returns Seconds.
 */
export function defaultRevocationSeconds(
  greatestAges: readonly (number | undefined)[],
  clockToleranceSeconds: number
): number {
  if (greatestAges.length === 0) return DAY_SECONDS
  const greatest = Math.max(...greatestAges.map((age) => age ?? Infinity))
  if (greatest === Infinity) return DAY_SECONDS
  return greatest + 2 * Math.max(clockToleranceSeconds, MIN_TOLERANCE_SECONDS)
}
