/**
 * Text that is HTML already, so that it is not escaped a second time.
 *
 * @typedef {{ readonly markup: string }} Html
 */

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** @param {string} text */
export function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/**
 * A template tag that escapes every value put into it.
 *
 * @param {TemplateStringsArray} strings
 * @param {(string | Html | Html[])[]} values
 * @returns {Html}
 */
export function html(strings, ...values) {
  const parts = strings.map((string, index) => `${string}${toMarkup(values[index] ?? '')}`)
  return { markup: parts.join('') }
}

/**
 * @param {string | Html | Html[]} value
 * @returns {string}
 */
function toMarkup(value) {
  if (typeof value === 'string') return escapeHtml(value)
  return Array.isArray(value) ? value.map(({ markup }) => markup).join('\n') : value.markup
}
