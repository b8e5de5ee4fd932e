/** @typedef {import('../measure/figure.mjs').Figure} Figure */

/**
 * One line of results: what was measured, in words and numbers that tell it apart (`algorithm`, `who`,
 * `tokens`), the figures, and their ratios to what all were held against.
 *
 * @typedef {{
 *   labels: Record<string, string | number>
 *   figures: Record<string, Figure>
 *   ratios: Record<string, Figure>
 * }} Row
 */

/**
 * What a section gets.
 *
 * @typedef {{
 *   world: import('../tokens/world.mjs').World
 *   settings: import('../settings.mjs').Settings
 *   say: (text: string) => void
 * }} Surroundings
 */

/**
 * One part of the benchmark, which can be run alone.
 *
 * @typedef {{ name: string; title: string; run: (surroundings: Surroundings) => Promise<Row[]> }} Section
 */

/**
 * Makes rows of what a comparison has found.
 *
 * @param {readonly import('../measure/compare.mjs').Standing[]} standings What was found.
 * @param {Record<string, string | number>} labels What they have in common.
 * @returns {Row[]} The rows; `who` tells them apart.
 */
export function rowsOf(standings, labels) {
  return standings.map(({ name, figures, ratios }) => ({ labels: { ...labels, who: name }, figures, ratios }))
}
