/** @typedef {import('../record/results.mjs').Results} Results */
/** @typedef {import('../sections/section.mjs').Row} Row */

/**
 * Something that is wanted: a value, read from the results, and its bound. `value` is undefined where the
 * section was not run.
 *
 * @typedef {{
 *   wanted: string
 *   read: (results: Results) => number | undefined
 *   atMost?: number
 *   atLeast?: number
 * }} Target
 */

/**
 * The median of one figure or ratio of the first of the rows.
 *
 * @param {readonly Row[]} rows The rows.
 * @param {'figures' | 'ratios'} kind Which.
 * @param {string} quantity Of what.
 * @returns {number | undefined} The median.
 */
export function medianOf(rows, kind, quantity) {
  return rows[0]?.[kind][quantity]?.median
}

/**
 * The smallest median of a quantity.
 *
 * @param {readonly Row[]} rows The rows.
 * @param {string} quantity Of what.
 * @returns {number | undefined} The median; undefined where there are no rows.
 */
export function leastOf(rows, quantity) {
  const medians = rows.flatMap(({ figures }) => figures[quantity]?.median ?? [])
  return medians.length === 0 ? undefined : Math.min(...medians)
}

/**
 * Divides, where there is something to divide.
 *
 * @param {number | undefined} dividend
 * @param {number | undefined} divisor
 * @returns {number | undefined}
 */
export function quotientOf(dividend, divisor) {
  return dividend === undefined || divisor === undefined ? undefined : dividend / divisor
}
