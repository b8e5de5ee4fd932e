import { element } from '../dom.js'

/** Values that travel through several steps have a colour of their own, so that the eye can follow them. */
const COLOURS = ['code_verifier', 'code_challenge', 'code', 'state', 'access_token']

// Whole tokens would fill the screen; step 5 shows the one that matters in full.
const LONGEST_VALUE = 200
const SHORTENED_TO = 60

/**
 * Names, values and what they mean. A meaning is looked up by name and value first, then by name.
 *
 * @param {Iterable<[string, unknown]>} entries
 * @param {Record<string, string>} meanings
 * @returns {HTMLElement}
 */
export function parameterList(entries, meanings) {
  const list = element('dl', { class: 'parameters' })
  for (const [name, value] of entries) {
    list.append(
      element(
        'div',
        {},
        element('dt', {}, name),
        element('dd', { class: COLOURS.includes(name) ? `value ${name}` : 'value' }, toText(value)),
        element('dd', { class: 'meaning' }, meanings[`${name} ${String(value)}`] ?? meanings[name] ?? '')
      )
    )
  }
  return list
}

/**
 * @param {string} method
 * @param {string} url
 */
export function requestLine(method, url) {
  return element('p', { class: 'request-line' }, element('b', {}, method), ' ', element('code', {}, url))
}

/** @param {unknown} value */
function toText(value) {
  if (typeof value !== 'string') return JSON.stringify(value, null, 1)
  return value.length > LONGEST_VALUE ? `${value.slice(0, SHORTENED_TO)}…` : value
}
