import { ROUTES } from '../call-api.js'
import { button, element, fillSlot } from '../dom.js'
import { kindsFor } from '../token-kinds.js'
import { createCallButton } from './call-button.js'

/** @import {PageConfig} from '../../../src/web-server.mjs' */
/** @import {Credentials} from '../presentations.js' */
/** @import {Scheme} from '../sign-in.js' */
/** @import {createTokenDesk} from '../token-desk.js' */
/** @import {TokenKind} from '../token-kinds.js' */

/**
 * @typedef {object} CallSettings
 * @property {PageConfig} config
 * @property {Scheme} scheme
 * @property {{ desk: ReturnType<typeof createTokenDesk>; dpop: Credentials['dpop'] } | undefined} signedIn
 *   The tokens and the key of the page; absent before the sign-in.
 * @property {(kind: TokenKind) => string | undefined} obstacle Why tokens of a kind are unavailable, if they
 *   are.
 * @property {(message: string) => void} announce
 */

/**
 * The calls: for each kind of token, one row with a button for each route.
 *
 * @param {CallSettings} settings
 */
export function showCalls(settings) {
  const panel = element('div', { class: 'panel' })
  const rows = kindsFor(settings.scheme).map((kind) => createRow(kind, settings, panel))
  const callAll = button('Make all the calls', () => void callEverything(), { class: 'primary' })

  async function callEverything() {
    callAll.disabled = true
    panel.replaceChildren()
    for (const { makeCalls } of rows) await makeCalls()
    callAll.disabled = false
    settings.announce('All calls are made.')
  }

  fillSlot('call-all', settings.signedIn && callAll)
  fillSlot('calls', element('div', { class: 'calls' }, columnTitles(), ...rows.map(({ node }) => node)))
}

/** The routes above their columns. Each button has the same words in its name, so readers of names skip these. */
function columnTitles() {
  const titles = ROUTES.map(({ method, path, demand }) =>
    element('div', {}, element('code', {}, `${method} ${path}`), element('span', {}, demand))
  )
  return element(
    'div',
    { class: 'column-titles', 'aria-hidden': 'true' },
    element('div', { class: 'routes' }, ...titles)
  )
}

/**
 * @param {TokenKind} kind
 * @param {CallSettings} settings
 * @param {HTMLElement} panel Moves to the row whose answers it shows.
 */
function createRow(kind, settings, panel) {
  const obstacle = settings.obstacle(kind)
  const calls = ROUTES.map((route) => createCallButton({ kind, route }, settings, show))
  for (const { node } of calls) node.disabled = obstacle !== undefined
  const row = element(
    'div',
    { class: 'call-row', role: 'group', 'aria-labelledby': `kind-${kind.id}`, 'data-kind': kind.id },
    element(
      'div',
      { class: 'kind' },
      element('h3', { id: `kind-${kind.id}` }, kind.title),
      element('p', {}, obstacle ?? kind.note)
    ),
    element('div', { class: 'routes' }, ...calls.map(({ node }) => node))
  )

  /**
   * @param {Node} content
   * @param {Element} source The button whose answers these are.
   */
  function show(content, source) {
    panel.replaceChildren(content)
    row.append(panel)
    const { top, bottom } = row.getBoundingClientRect()
    if (top < 0 || bottom > innerHeight) row.scrollIntoView()
    for (const marked of document.querySelectorAll('.call[aria-current]'))
      marked.removeAttribute('aria-current')
    source.setAttribute('aria-current', 'true')
  }

  async function makeCalls() {
    if (obstacle !== undefined) return
    // A call without an answer says so on its button; the others are made all the same.
    for (const { call } of calls) await call().catch(() => undefined)
  }

  return { node: row, makeCalls }
}
