/**
 * @typedef {Node | string | null | undefined | false} Child
 */

/**
 * Creates an element. Text is inserted as text, never as HTML: much of what the page shows comes from
 * servers.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean>} [attributes] `true` sets an attribute without a value, `false`
 *   omits it.
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...present(children))
  return node
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
export function present(children) {
  return children.flatMap((child) =>
    child === null || child === undefined || child === false ? [] : [child]
  )
}

/**
 * @param {string} label
 * @param {() => void} onPress
 * @param {Record<string, string | boolean>} [attributes]
 */
export function button(label, onPress, attributes = {}) {
  const node = element('button', { type: 'button', ...attributes }, label)
  node.addEventListener('click', onPress)
  return node
}

/**
 * The element with this id. Throws if the page has none.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const node = document.getElementById(id)
  if (node === null) throw new Error(`the page has no element "${id}"`)
  return node
}

/**
 * Replaces the content of a slot of the page.
 *
 * @param {string} name
 * @param {Child[]} children
 */
export function fillSlot(name, ...children) {
  document.querySelector(`[data-slot="${name}"]`)?.replaceChildren(...present(children))
}
