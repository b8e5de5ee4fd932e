import { element, fillSlot } from '../dom.js'
import { CLAIMS, TOKEN_HEADER } from '../explanations.js'
import { decodeUnverifiedToken } from '../unverified-token.js'
import { parameterList } from './parameters.js'

const TIMES = ['exp', 'iat', 'nbf', 'auth_time']

/**
 * Step 5.
 *
 * @param {string} accessToken
 */
export function showToken(accessToken) {
  const token = decodeUnverifiedToken(accessToken)
  if (token === undefined) {
    fillSlot(
      'token',
      element('p', { class: 'placeholder' }, 'This access token is not a JWT: only its issuer can read it.')
    )
    return
  }
  const [header, claims, signature] = token.parts
  fillSlot(
    'token',
    element(
      'p',
      { class: 'raw-token' },
      element('span', { class: 'part-header' }, header),
      '.',
      element('span', { class: 'part-claims' }, claims),
      '.',
      element('span', { class: 'part-signature' }, signature)
    ),
    element('h4', { class: 'part-header' }, 'Header'),
    parameterList(Object.entries(token.header), TOKEN_HEADER),
    element('h4', { class: 'part-claims' }, 'Claims'),
    parameterList(Object.entries(token.claims).map(withTime), CLAIMS),
    element('h4', { class: 'part-signature' }, 'Signature'),
    element(
      'p',
      {},
      'The authorization server signs header and claims with its private key. If one character changes, the signature is invalid.'
    )
  )
}

/**
 * @param {[string, unknown]} claim
 * @returns {[string, unknown]}
 */
function withTime([name, value]) {
  if (!TIMES.includes(name) || typeof value !== 'number') return [name, value]
  return [name, `${value} (${clockTime(value)})`]
}

/** @param {number} seconds */
export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString('en-GB')
}
