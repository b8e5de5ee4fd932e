import { codeOf } from '../api-code.js'
import { callApi } from '../call-api.js'
import { describeError } from '../describe-error.js'
import { button, element } from '../dom.js'
import { answerPanel, statusTone } from './answer-view.js'

/** @import {Route} from '../call-api.js' */
/** @import {TokenKind} from '../token-kinds.js' */
/** @import {MadeCall} from './answer-view.js' */
/** @import {CallSettings} from './calls-view.js' */

/**
 * A button that makes one call to each API and shows the status on itself.
 *
 * @param {{ kind: TokenKind; route: Route }} what
 * @param {CallSettings} settings
 * @param {(content: Node, source: Element) => void} show Gets the answers, or the error, if a person pressed
 *   the button.
 */
export function createCallButton({ kind, route }, settings, show) {
  const outcome = element('span', { class: 'pill' }, 'call')
  const node = button('', () => void press(), { class: 'call' })
  node.append(
    element('code', {}, `${route.method} ${route.path}`),
    ' ',
    element('span', { class: 'demand' }, route.demand),
    ' ',
    outcome
  )

  async function call() {
    node.setAttribute('aria-busy', 'true')
    outcome.className = 'pill'
    outcome.textContent = kind.token === 'expired' ? 'waiting …' : '…'
    try {
      const made = await makeCall({ kind, route }, settings)
      const statuses = [...new Set(made.answers.map(({ answer }) => answer.status))]
      outcome.textContent = statuses.join(' / ')
      outcome.classList.add(statusTone(Math.max(...statuses)))
      return made
    } catch (error) {
      outcome.textContent = 'no answer'
      throw error
    } finally {
      node.removeAttribute('aria-busy')
    }
  }

  async function press() {
    show(
      await call().then(answerPanel, (error) => element('p', { class: 'alert' }, describeError(error))),
      node
    )
    settings.announce(`${route.method} ${route.path} with ${kind.phrase}: ${outcome.textContent}.`)
  }

  return { node, call }
}

/**
 * @param {{ kind: TokenKind; route: Route }} what
 * @param {CallSettings} settings
 * @returns {Promise<MadeCall>}
 */
async function makeCall({ kind, route }, { config, signedIn }) {
  const held =
    kind.token === undefined || signedIn === undefined ? undefined : await signedIn.desk.take(kind.token)
  const how = {
    presentation: kind.presentation,
    credentials: held && { accessToken: held.accessToken, dpop: signedIn?.dpop }
  }
  const answers = config.apis.map(async ({ name, origin, code }) => ({
    name,
    code: codeOf(code, route),
    answer: await callApi(origin, route, how)
  }))
  return { kind, route, exchange: held?.exchange, answers: await Promise.all(answers) }
}
