// What the search finds of a page. Whole, the reference would be most of the index, and members of types would
// come before the pages that explain them.
const MEMBERS = /^#{4,} .*?(?=^#{1,3} |(?![^]))/gmsu

/**
 * @param {string} page
 * @param {string} path Of its file, relative to the pages.
 * @returns {string} Of the reference: the exports with their descriptions. Nothing of the tables of
 *   benchmarks.
 */
export function searchTextOf(page, path) {
  if (path === 'benchmarks/data.md') return ''
  return path.startsWith('reference/') ? page.replaceAll(MEMBERS, '') : page
}
