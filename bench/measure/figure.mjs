import { medianSorted, quantileSorted } from 'simple-statistics'

/**
 * What many rounds say about one quantity: the median, and the quartiles, between which half of the rounds
 * lie.
 *
 * @typedef {{ median: number; low: number; high: number; rounds: number }} Figure
 */

/**
 * Sums samples up.
 *
 * @param {readonly number[]} samples One for each round; at least one.
 * @returns {Figure} The figure.
 */
export function figureOf(samples) {
  const sorted = samples.toSorted((one, other) => one - other)
  return {
    median: medianSorted(sorted),
    low: quantileSorted(sorted, 0.25),
    high: quantileSorted(sorted, 0.75),
    rounds: sorted.length
  }
}

/**
 * Tells how far the rounds are apart, as a part of the median: 0.1 means that half of them lie within ten per
 * cent.
 *
 * @param {Figure} figure The figure.
 * @returns {number} The spread.
 */
export function spreadOf({ median, low, high }) {
  return median === 0 ? 0 : Math.abs((high - low) / median)
}
