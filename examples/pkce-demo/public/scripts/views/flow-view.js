import { button, element, fillSlot } from '../dom.js'
import {
  AUTHORIZATION_PARAMETERS,
  RESPONSE_PARAMETERS,
  resourceMeanings,
  TOKEN_PARAMETERS,
  TOKEN_RESPONSE
} from '../explanations.js'
import { showKey } from './key-view.js'
import { parameterList, requestLine } from './parameters.js'

/** @import {PageConfig} from '../../../src/web-server.mjs' */
/** @import {Exchange} from '../recording-fetch.js' */
/** @import {PendingSignIn} from '../sign-in.js' */

/**
 * Steps 1 and 2.
 *
 * @param {PendingSignIn} signIn
 * @param {PageConfig} config
 */
export function showRequest(signIn, { resources }) {
  const { codeVerifier, codeChallenge, url } = signIn
  fillSlot(
    'secret',
    parameterList(
      [
        ['code_verifier', codeVerifier],
        ['code_challenge', codeChallenge]
      ],
      {
        code_verifier: '32 random bytes in base64url. It stays in this tab.',
        code_challenge: 'base64url(SHA-256(code_verifier)). No one can reverse it.'
      }
    )
  )
  showKey(signIn)
  const { origin, pathname, searchParams } = new URL(url)
  fillSlot(
    'request',
    requestLine('GET', `${origin}${pathname}`),
    parameterList(searchParams, { ...AUTHORIZATION_PARAMETERS, ...resourceMeanings(resources) })
  )
}

/**
 * The button at the end of step 2.
 *
 * @param {() => void} onPress
 */
export function offerSignIn(onPress) {
  fillSlot('sign-in', element('div', { class: 'actions' }, button('Sign in', onPress, { class: 'primary' })))
}

/** Steps 3 to 5 before there is anything to show. */
export function showNothingYet() {
  for (const step of ['response', 'exchange', 'token']) {
    fillSlot(step, element('p', { class: 'placeholder' }, 'Appears here once you have signed in.'))
  }
}

/**
 * Step 3.
 *
 * @param {string} redirectUri
 * @param {URLSearchParams} response
 */
export function showResponse(redirectUri, response) {
  fillSlot('response', requestLine('GET', redirectUri), parameterList(response, RESPONSE_PARAMETERS))
}

/**
 * Step 4; also for tokens that the page requests later.
 *
 * @param {Exchange} exchange
 * @returns {Node[]}
 */
export function describeExchange({ url, parameters, proof, status, body }) {
  /** @type {[string, string][]} */
  const headers = proof === undefined ? [] : [['DPoP', proof]]
  return [
    requestLine('POST', url),
    parameterList([...headers, ...parameters], TOKEN_PARAMETERS),
    element('p', { class: 'request-line' }, element('b', {}, String(status)), ' The answer'),
    parameterList(Object.entries(body), TOKEN_RESPONSE)
  ]
}

/** @param {Exchange} exchange */
export function showExchange(exchange) {
  fillSlot('exchange', ...describeExchange(exchange))
}
