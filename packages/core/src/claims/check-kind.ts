import type { ClaimCheck, ClaimFailure } from './claim-check.ts'

/**
 * Claims that name the kind of a token: `typ` of Keycloak and LemonLDAP::NG, `tokenName` of PingAM,
 * `tokenType` of Casdoor, `purpose` of Curity, and `token_type`.
 */
const KIND_CLAIMS = ['typ', 'tokenName', 'tokenType', 'token_type', 'purpose']

/** What they say of other tokens, as `isOtherKind` reads it; what is not known may be an access token. */
const OTHER_KINDS = new Set(['id', 'refresh', 'offline', 'logout', 'dpop+jwt'])

/** What `drn` is in the refresh tokens of Descope, which has them signed and filled as its session tokens. */
const REFRESH_TOKEN_NAME = 'DSR'

/**
 * Claims that only other kinds of JWT have: security event and logout tokens, DPoP proofs, introspection
 * responses, status lists, authorization responses that bring tokens, ID tokens of backchannel
 * authentication.
 */
const FOREIGN_CLAIMS = [
  'events',
  'htm',
  'htu',
  'token_introspection',
  'status_list',
  'access_token',
  'id_token',
  'urn:openid:params:jwt:claim:auth_req_id'
]

/**
 * An authorization response as a JWT (JARM section 2.1) has one of these, or an access or ID token; `state`
 * where the client sent one; and no `sub`. Access tokens may have claims of such short names, but hardly with
 * a `state`, and hardly without a `sub`.
 */
const RESPONSE_CLAIMS = ['code', 'error']

/**
 * A JWT of another kind, signed by the same issuer with the same key, is no access token (RFC 8725 sections
 * 2.8 and 3.12).
 */
export const checkKind: ClaimCheck = ({ unverifiedClaims }) => {
  const { token_use: use, drn } = unverifiedClaims
  const named = KIND_CLAIMS.find((claim) => isOtherKind(unverifiedClaims[claim]))
  if (named !== undefined) return wrongKind(named)
  if (use !== undefined && use !== 'access') return wrongKind('token_use')
  if (drn === REFRESH_TOKEN_NAME) return wrongKind('drn')
  const isThere = (claim: string): boolean => Object.hasOwn(unverifiedClaims, claim)
  const foreign = FOREIGN_CLAIMS.find(isThere)
  if (foreign !== undefined) return wrongKind(foreign)
  const response = isThere('state') || !isThere('sub') ? RESPONSE_CLAIMS.find(isThere) : undefined
  return response === undefined ? undefined : wrongKind(response)
}

/** However it is spelt: `refresh` is the `refresh_token`, the `Refresh` and others. */
function isOtherKind(value: unknown): boolean {
  return typeof value === 'string' && OTHER_KINDS.has(value.toLowerCase().replaceAll(/[-_ ]|token/g, ''))
}

function wrongKind(claim: string): ClaimFailure {
  const hint = `by its "${claim}" this is not an access token but an ID, refresh, logout or other token: the client must send the access token`
  return { code: 'token_not_access_token', claim, hint }
}
