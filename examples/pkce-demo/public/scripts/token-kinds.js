/** @import {PageConfig} from '../../src/web-server.mjs' */

/**
 * What a call can carry.
 *
 * @typedef {object} TokenKind
 * @property {string} id
 * @property {string} title
 * @property {string} note
 * @property {string} phrase As it stands in a sentence: "GET /orders with …".
 * @property {((config: PageConfig) => { scope?: string; resource?: string | undefined }) | undefined} narrowing
 *   What to ask for with the refresh token; nothing where no token is sent.
 * @property {boolean} [expired] Whether to wait until the token is over.
 */

/** @type {TokenKind[]} */
export const TOKEN_KINDS = [
  {
    id: 'none',
    title: 'No token',
    note: 'A stranger knocks.',
    phrase: 'no token',
    narrowing: undefined
  },
  {
    id: 'full',
    title: 'Everything allowed',
    note: 'The token of step 5, with both scopes.',
    phrase: 'both scopes',
    narrowing: ({ resources }) => ({ resource: resources.main })
  },
  {
    id: 'narrow',
    title: 'Only orders:read',
    note: 'Asked for with a narrower scope.',
    phrase: 'only orders:read',
    narrowing: ({ resources }) => ({ resource: resources.main, scope: 'orders:read' })
  },
  {
    id: 'expired',
    title: 'Expired',
    note: 'Issued for two seconds, then waited for.',
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
 * the demo's own, which knows a resource indicator for each.
 *
 * @param {PageConfig} config
 */
export function issuableKinds({ resources }) {
  const lacking = [
    ...(resources.briefly === undefined ? ['expired'] : []),
    ...(resources.other === undefined ? ['other'] : [])
  ]
  return TOKEN_KINDS.filter(({ id }) => !lacking.includes(id))
}
