/** @import {PageConfig} from '../../src/web-server.mjs' */
/** @import {Presentation} from './presentations.js' */
/** @import {Scheme} from './sign-in.js' */

/**
 * The tokens that the page requests.
 *
 * @typedef {'full' | 'narrow' | 'expired' | 'other'} TokenName
 */

/**
 * What a call can include.
 *
 * @typedef {object} TokenKind
 * @property {string} id
 * @property {string} title
 * @property {string} note
 * @property {string} phrase As part of a sentence: "GET /orders with …".
 * @property {TokenName | undefined} token Absent if no token is sent.
 * @property {Presentation} presentation
 * @property {Scheme} [only] The one scheme that this makes sense for.
 */

/** @type {TokenKind[]} */
const TOKEN_KINDS = [
  {
    id: 'none',
    title: 'No token',
    note: 'The client sends nothing.',
    phrase: 'no token',
    token: undefined,
    presentation: 'own'
  },
  {
    id: 'full',
    title: 'Both scopes',
    note: 'The token of the sign-in.',
    phrase: 'both scopes',
    token: 'full',
    presentation: 'own'
  },
  {
    id: 'narrow',
    title: 'Only orders:read',
    note: 'Requested with a narrower scope.',
    phrase: 'only orders:read',
    token: 'narrow',
    presentation: 'own'
  },
  {
    id: 'expired',
    title: 'Expired',
    note: 'Valid for two seconds; the page waits.',
    phrase: 'an expired token',
    token: 'expired',
    presentation: 'own'
  },
  {
    id: 'other',
    title: 'For another API',
    note: 'The same scopes, for the warehouse API.',
    phrase: 'a token for another API',
    token: 'other',
    presentation: 'own'
  },
  {
    id: 'stolen',
    title: 'Stolen token',
    note: 'A thief sends a copy as a bearer token.',
    phrase: 'a stolen token',
    token: 'full',
    presentation: 'stolen'
  },
  {
    id: 'other-key',
    title: 'Stolen token, other key',
    note: 'The thief signs a proof with another key.',
    phrase: 'a stolen token and another key',
    token: 'full',
    presentation: 'other-key',
    only: 'DPoP'
  },
  {
    id: 'replay',
    title: 'Stolen request',
    note: 'The thief repeats it, proof included.',
    phrase: 'a stolen token and a used proof',
    token: 'full',
    presentation: 'replay',
    only: 'DPoP'
  }
]

/**
 * The kinds that make sense for a scheme.
 *
 * @param {Scheme} scheme
 */
export function kindsFor(scheme) {
  return TOKEN_KINDS.filter(({ only }) => only === undefined || only === scheme)
}

/**
 * What to request with the refresh token to get each token.
 *
 * @type {Record<TokenName, (config: PageConfig) => { scope?: string; resource?: string | undefined }>}
 */
export const NARROWINGS = {
  full: ({ resources }) => ({ resource: resources.main }),
  narrow: ({ resources }) => ({ resource: resources.main, scope: 'orders:read' }),
  expired: ({ resources }) => ({ resource: resources.briefly }),
  other: ({ resources }) => ({ resource: resources.other })
}

/**
 * Whether the authorization server can issue tokens of a kind. Those for two seconds and for another audience
 * need the server of the demo, which has a resource indicator for each.
 *
 * @param {TokenKind} kind
 * @param {PageConfig} config
 */
export function isIssuable({ token }, { resources }) {
  if (token === 'expired') return resources.briefly !== undefined
  return token !== 'other' || resources.other !== undefined
}
