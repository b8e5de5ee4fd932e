import { isDeciding } from '../api-code.js'
import { button, element } from '../dom.js'
import { explainAnswer } from '../explain-answer.js'
import { challengeLines, compareAnswers, logLine } from './answer-parts.js'
import { describeExchange } from './flow-view.js'

/**
 * @import {
 *   ApiAnswer,
 *   Route
 * } from '../call-api.js'
 */
/** @import {Exchange} from '../recording-fetch.js' */
/** @import {TokenKind} from '../token-kinds.js' */

/**
 * A call that was made to each API.
 *
 * @typedef {object} MadeCall
 * @property {TokenKind} kind
 * @property {Route} route
 * @property {Exchange | undefined} exchange The token request, unless it is the one of step 4.
 * @property {{ name: string; code: string; answer: ApiAnswer }[]} answers
 */

/**
 * Both answers, side by side.
 *
 * @param {MadeCall} call
 * @returns {HTMLElement}
 */
export function answerPanel({ kind, route, exchange, answers }) {
  const [first, ...others] = answers
  const title = `${route.method} ${route.path} with ${kind.phrase}`
  return element(
    'section',
    { class: 'answers', 'aria-label': title },
    element('h4', {}, title),
    first && element('p', {}, explainAnswer(kind, route, first.answer)),
    first && element('p', { class: 'verdict' }, compareAnswers(first.answer, others)),
    element('div', { class: 'answer-cards' }, ...answers.map(answerCard)),
    answers.some(({ answer }) => answer.afterNonce) &&
      element(
        'p',
        { class: 'verdict' },
        'Before that, the API answered 401 use_dpop_nonce. The page called again with the nonce in its proof.'
      ),
    first && curlButton(first.answer.curl),
    exchange &&
      element(
        'details',
        {},
        element('summary', {}, 'How the page got this token'),
        ...describeExchange(exchange)
      )
  )
}

/** @param {number} status */
export function statusTone(status) {
  if (status < 300) return 'good'
  return status === 403 ? 'warning' : 'bad'
}

/** @param {MadeCall['answers'][number]} call */
function answerCard({ name, code, answer }) {
  const status = `${answer.status} ${answer.statusText}`.trim()
  return element(
    'article',
    { class: 'answer', 'data-api': name.toLowerCase() },
    element('h5', {}, name, ' ', element('span', { class: `pill ${statusTone(answer.status)}` }, status)),
    answer.serverLog &&
      element(
        'dl',
        {},
        element('dt', {}, 'The server logs'),
        element('dd', { class: 'server-log' }, element('code', {}, ...logLine(answer.serverLog)))
      ),
    element(
      'details',
      { class: 'api-code', open: answer.status >= 400 },
      element('summary', {}, 'The code that decides'),
      codeBlock(code, answer.status)
    ),
    element(
      'dl',
      {},
      element('dt', {}, 'The client gets, as WWW-Authenticate'),
      valueOrNone('challenge', ...challengeLines(answer.challenge ?? '')),
      element('dt', {}, 'The client gets, as body'),
      valueOrNone('body', pretty(answer.body)),
      element('dt', {}, 'Request'),
      element('dd', { class: 'url' }, answer.url)
    )
  )
}

/**
 * @param {string} code
 * @param {number} status
 */
function codeBlock(code, status) {
  const lines = code
    .split('\n')
    .map((line) =>
      isDeciding(line, status) ? element('mark', {}, `${line}\n`) : document.createTextNode(`${line}\n`)
    )
  return element('pre', {}, element('code', {}, ...lines))
}

/**
 * @param {string} kind
 * @param {import('../dom.js').Child[]} content
 */
function valueOrNone(kind, ...content) {
  return content.some(Boolean)
    ? element('dd', { class: kind }, element('code', {}, ...content))
    : element('dd', { class: `${kind} none` }, 'none')
}

/** @param {string} body */
function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** @param {string} command */
function curlButton(command) {
  const copy = button('Copy as curl', () => {
    navigator.clipboard.writeText(command).then(
      () =>
        (copy.textContent = command.includes("-H 'dpop: ") ? 'Copied (401: its proof is used)' : 'Copied'),
      () => (copy.textContent = 'The browser did not allow copying')
    )
  })
  return copy
}
