/**
 * @import {
 *   ApiAnswer,
 *   Route
 * } from './call-api.js'
 */
/** @import {TokenKind} from './token-kinds.js' */

/** @type {Record<string, string>} */
const UNAUTHORIZED = {
  expired:
    'The signature is valid, but the time in “exp” is past. The client should get a new token and try again.',
  other:
    'Signature and scopes are valid, but “aud” names another API. A token for one API must not work on another.',
  stolen: 'The token is valid and bound to a key, but the request has no proof of that key.',
  'other-key': 'The proof is valid, but its key is not the one that the token is bound to.',
  replay:
    'The page called first, and got its answer. A thief then sent the same request again, but each proof is accepted only once.'
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
    return 'The client sent no token. The challenge has no error code (RFC 6750 section 3.1). It names the document that says where to get a token (RFC 9728).'
  }
  if (status === 401)
    return UNAUTHORIZED[kind.id] ?? 'The API does not accept this token; the challenge says so.'
  if (status === 403) {
    return 'The token is valid, but a scope is missing. The challenge names the scope that the route requires, so the client can request it.'
  }
  if (status === 503) {
    return 'The API could not fetch the keys of the authorization server. The token can be valid, so this is not a 401: try again later.'
  }
  return 'This answer is not part of the demonstration.'
}

/**
 * @param {TokenKind} kind
 * @param {Route} route
 */
function explainSuccess(kind, route) {
  if (route.path === '/public') {
    return kind.id === 'none' ? 'The route is public.' : 'The route is public: it does not look at tokens.'
  }
  if (kind.id === 'stolen') {
    return 'A bearer token works for anyone who has it, so the API cannot distinguish the thief from the owner. With DPoP it refuses this call.'
  }
  const scope = route.demand.startsWith('orders:') ? `, and the token grants ${route.demand}` : ''
  return `Signature, issuer, audience and times are valid${scope}.`
}
