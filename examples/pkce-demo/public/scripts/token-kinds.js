/** @import {PageConfig} from '../../src/web-server.mjs' */

/**
 * What a call can include.
 *
 * @typedef {object} TokenKind
 * @property {string} id
 * @property {string} title
 * @property {string} note
 * @property {string} phrase As part of a sentence: "GET /orders with …".
 * @property {((config: PageConfig) => { scope?: string; resource?: string | undefined }) | undefined} narrowing
 *   What to request with the refresh token; absent if no token is sent.
 * @property {boolean} [expired] Whether to wait until the token has expired.
 */

/** @type {TokenKind[]} */
export const TOKEN_KINDS = [
  {
    id: 'none',
    title: 'No token',
    note: 'The client sends nothing.',
    phrase: 'no token',
    narrowing: undefined
  },
  {
    id: 'full',
    title: 'Everything allowed',
    note: 'The token of the sign-in, with both scopes.',
    phrase: 'both scopes',
    narrowing: ({ resources }) => ({ resource: resources.main })
  },
  {
    id: 'narrow',
    title: 'Only orders:read',
    note: 'Requested with a narrower scope.',
    phrase: 'only orders:read',
    narrowing: ({ resources }) => ({ resource: resources.main, scope: 'orders:read' })
  },
  {
    id: 'expired',
    title: 'Expired',
    note: 'Valid for two seconds; the page waits.',
    phrase: 'an expired token',
    narrowing: ({ resources }) => ({ resource: resources.briefly }),
    expired: true
  },
  {
    id: 'other',
    title: 'For another audience',
    note: 'The same scopes, issued for the warehouse.',
    phrase: 'a token for another audience',
    narrowing: ({ resources }) => ({ resource: resources.other })
  }
]

/**
 * The kinds that this authorization server can issue: tokens for two seconds and for another audience need
 * the server of the demo, which has a resource indicator for each.
 *
 * @param {PageConfig} config
 */
export function issuableKinds({ resources }) {
  const missing = [
    ...(resources.briefly === undefined ? ['expired'] : []),
    ...(resources.other === undefined ? ['other'] : [])
  ]
  return TOKEN_KINDS.filter(({ id }) => !missing.includes(id))
}
