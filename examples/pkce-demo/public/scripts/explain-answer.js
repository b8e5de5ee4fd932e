/**
 * @import {
 *   ApiAnswer,
 *   Route
 * } from './call-api.js'
 */
/** @import {TokenKind} from './token-kinds.js' */

/** @type {Record<string, string>} */
const REFUSED = {
  expired:
    'The signature is right, but the time in “exp” is over. The client should get a new token and try again.',
  other:
    'The signature is right and so are the scopes, but “aud” names another API. What one API is given must not open the next.'
}

/**
 * Why an API answered as it did.
 *
 * @param {TokenKind} kind
 * @param {Route} route
 * @param {ApiAnswer} answer
 * @returns {string}
 */
export function explainAnswer(kind, route, { status, challenge }) {
  if (status < 300) return explainSuccess(kind, route)
  if (status === 401 && challenge !== null && !challenge.includes('error=')) {
    return 'Nobody showed a token, so nothing is wrong with one: the challenge has no error code (RFC 6750 section 3.1), and the answer has no body.'
  }
  if (status === 401) return REFUSED[kind.id] ?? 'The API does not accept this token; the challenge says so.'
  if (status === 403) {
    return 'The token is good, but it lacks a scope. The challenge names the scope that the route needs, so that the client can ask for it.'
  }
  if (status === 503) {
    return 'The API could not get the keys of the authorization server. That is no fault of the token, so it is no 401: try again later.'
  }
  return 'This answer is not part of the demonstration.'
}

/**
 * @param {TokenKind} kind
 * @param {Route} route
 */
function explainSuccess(kind, route) {
  if (route.path === '/public') {
    return kind.id === 'none'
      ? 'Open to all.'
      : 'Open to all: the route does not look at tokens, good or bad.'
  }
  const scope = route.demand.startsWith('orders:') ? `, and the scope ${route.demand} is there` : ''
  return `Signature, issuer, audience and times are right${scope}.`
}
