/** @typedef {import('../sections/section.mjs').Row} Row */
/** @typedef {import('./results.mjs').Results} Results */

/**
 * Finds rows by their labels.
 *
 * @param {Results} results Where.
 * @param {string} section Of which section.
 * @param {Record<string, string | number>} [labels] The labels that they must have.
 * @returns {Row[]} The rows; none if the section was not run.
 */
export function select({ sections }, section, labels = {}) {
  const wanted = Object.entries(labels)
  const rows = sections[section]?.rows ?? []
  return rows.filter((row) => wanted.every(([name, value]) => row.labels[name] === value))
}
