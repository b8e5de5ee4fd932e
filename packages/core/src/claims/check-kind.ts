import type { JsonObject } from '../json/json-object.ts'
import type { ClaimCheck } from './claim-check.ts'

/**
 * Claims that name the kind of a token: `typ` of Keycloak and LemonLDAP::NG, `tokenName` of PingAM,
 * `tokenType` of Casdoor, `purpose` of Curity, and `token_type`.
 */
const KIND_CLAIMS = ['typ', 'tokenName', 'tokenType', 'token_type', 'purpose']

/** Their values in other tokens, as `normalize` returns them; any other value may be an access token's. */
const OTHER_KINDS: ReadonlySet<string> = new Set(['id', 'refresh', 'offline', 'logout', 'dpop+jwt'])

/** The `drn` in refresh tokens of Descope, which signs and fills them like its session tokens. */
const REFRESH_TOKEN_NAME = 'DSR'

/**
 * Claims that only other kinds of JWT have: security event and logout tokens, DPoP proofs, introspection
 * responses, status lists, authorization responses with tokens, ID tokens of backchannel authentication.
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
 * if the client sent one; and no `sub`. Access tokens may have claims of such short names, but hardly with a
 * `state`, and hardly without a `sub`.
 */
const RESPONSE_CLAIMS = ['code', 'error']

const FOREIGN_OR_RESPONSE_CLAIMS = [...FOREIGN_CLAIMS, ...RESPONSE_CLAIMS]

/** Claims of other kinds of token that an application may use for its own purposes. */
export const APPLICATION_CLAIMS: readonly string[] = ['events', 'state', ...RESPONSE_CLAIMS]

/**
 * A JWT of another kind, signed by the same issuer with the same key, is not an access token (RFC 8725
 * sections 2.8 and 3.12).
 */
export const checkKind: ClaimCheck = ({ unverifiedClaims }, { applicationClaims }) => {
  const claim = findOtherKind(unverifiedClaims) ?? findForeignClaim(unverifiedClaims, applicationClaims)
  if (claim === undefined) return undefined
  const remedy = APPLICATION_CLAIMS.includes(claim)
    ? `; if your access tokens have it, set the option "applicationClaims": ["${claim}"]`
    : ''
  const hint = `its "${claim}" marks it as an ID, refresh, logout or other token: the client must send the access token${remedy}`
  return { code: 'token_not_access_token', claim, hint }
}

function findForeignClaim(claims: JsonObject, ofApplication: readonly string[]): string | undefined {
  const { sub, state } = claims
  const isResponse = sub === undefined || (state !== undefined && !ofApplication.includes('state'))
  for (const name of isResponse ? FOREIGN_OR_RESPONSE_CLAIMS : FOREIGN_CLAIMS)
    if (claims[name] !== undefined && !ofApplication.includes(name)) return name
  return undefined
}

/** The claim that names another kind than an access token. */
function findOtherKind(claims: JsonObject): string | undefined {
  for (const name of KIND_CLAIMS) {
    const kind = claims[name]
    if (typeof kind === 'string' && OTHER_KINDS.has(normalize(kind))) return name
  }
  const { token_use: use, drn } = claims
  const isAccess = use === undefined || (typeof use === 'string' && normalize(use) === 'access')
  if (!isAccess) return 'token_use'
  return drn === REFRESH_TOKEN_NAME ? 'drn' : undefined
}

/** Returns whether a token names its kind. */
export function namesKind(claims: JsonObject): boolean {
  return [...KIND_CLAIMS, 'token_use'].some((name) => name in claims)
}

/** Spelling does not matter: `refresh` is also `refresh_token`, `Refresh` and `REFRESH TOKEN`. */
function normalize(kind: string): string {
  return kind.toLowerCase().replaceAll(/[-_ ]|token/g, '')
}
