/**
 * Whether a series of measurements is flat: by linear regression over all but the first quarter, in which
 * caches fill and code is compiled, and by what the slope would add up to over the whole time.
 *
 * @param {readonly { at: number; value: number }[]} series `at` in minutes.
 * @param {{ share: number; floor: number }} tolerance How much it may grow: a share of the mean, and at least
 *   `floor`.
 * @returns {{ slope: number; mean: number; growth: number; isFlat: boolean }} `slope` in units of a minute.
 */
export function judgeFlatness(series, { share, floor }) {
  const steady = series.slice(Math.floor(series.length / 4))
  const count = steady.length
  const meanAt = steady.reduce((sum, { at }) => sum + at, 0) / count
  const mean = steady.reduce((sum, { value }) => sum + value, 0) / count
  const spread = steady.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0)
  const covariance = steady.reduce((sum, { at, value }) => sum + (at - meanAt) * (value - mean), 0)
  const slope = spread === 0 ? 0 : covariance / spread
  const growth = slope * ((steady.at(-1)?.at ?? 0) - (steady[0]?.at ?? 0))
  return { slope, mean, growth, isFlat: growth <= Math.max(floor, share * mean) }
}
