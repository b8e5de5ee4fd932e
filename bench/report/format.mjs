/** @typedef {import('../measure/figure.mjs').Figure} Figure */

/**
 * Writes a number with as many digits as it is worth: three.
 *
 * @param {number} value The number.
 * @returns {string} The text.
 */
export function formatNumber(value) {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1000) return Math.round(value).toLocaleString('en-US')
  if (size >= 100) return value.toFixed(0)
  return size >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/**
 * Writes a figure: the median, and half of the distance of the quartiles.
 *
 * @param {Figure | undefined} figure The figure.
 * @param {number} [unit] What it is divided by.
 * @returns {string} The text; a dash without a figure.
 */
export function formatFigure(figure, unit = 1) {
  if (figure === undefined) return '–'
  const median = formatNumber(figure.median / unit)
  const spread = formatNumber((figure.high - figure.low) / 2 / unit)
  return figure.rounds === 1 ? median : `${median} ± ${spread}`
}
