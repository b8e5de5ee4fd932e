import { byId, element, present } from '../dom.js'

/** @import {PageConfig} from '../../../src/web-server.mjs' */

/**
 * The servers, and their addresses.
 *
 * @param {PageConfig} config
 */
export function showCast({ issuer, apis }) {
  const rows = [['Authorization server', issuer], ...apis.map(({ name, origin }) => [`${name} API`, origin])]
  byId('cast').replaceChildren(
    ...rows.map(([name, url]) => element('div', {}, element('dt', {}, name), element('dd', {}, url)))
  )
}

/**
 * Marks the current step of the sign-in.
 *
 * @param {string} current The id of the step that is next.
 */
export function showProgress(current) {
  let done = true
  for (const link of document.querySelectorAll('#steps a')) {
    const isCurrent = link.getAttribute('href') === `#${current}`
    if (isCurrent) link.setAttribute('aria-current', 'step')
    else link.removeAttribute('aria-current')
    done = done && !isCurrent
    link.parentElement?.classList.toggle('done', done)
  }
}

/**
 * The buttons under the title.
 *
 * @param {import('../dom.js').Child[]} actions
 */
export function showActions(...actions) {
  byId('masthead-actions').replaceChildren(...present(actions))
}

/**
 * Announces to screen readers what changed.
 *
 * @param {string} message
 */
export function announce(message) {
  byId('status').textContent = message
}

/** @param {string} message */
export function showAlert(message) {
  byId('alert').replaceChildren(element('p', { class: 'alert' }, message))
}
