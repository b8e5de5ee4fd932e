import { readClaim } from '../json/claim-path.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { ClaimCheck } from './claim-check.ts'

/**
 * Claims that name the kind of a token: `typ` of Keycloak and LemonLDAP::NG, `tokenName` of PingAM,
 * `tokenType` of Casdoor, `purpose` of Curity, and `token_type`.
 */
const KIND_CLAIMS = ['typ', 'tokenName', 'tokenType', 'token_type', 'purpose']

/** Their values in other tokens, as `kindOf` reads them; any other value may be an access token's. */
const OTHER_KINDS: ReadonlySet<unknown> = new Set(['id', 'refresh', 'offline', 'logout', 'dpop+jwt'])

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

/** Claims of other kinds of token that an application may use for its own purposes. */
export const APPLICATION_CLAIMS: readonly string[] = ['events', 'state', ...RESPONSE_CLAIMS]

/**
 * A JWT of another kind, signed by the same issuer with the same key, is not an access token (RFC 8725
 * sections 2.8 and 3.12).
 */
export const checkKind: ClaimCheck = ({ unverifiedClaims }, { applicationClaims }) => {
  const has = (claim: string): boolean =>
    readClaim(unverifiedClaims, claim) !== undefined && !applicationClaims.includes(claim)
  const isResponse = has('state') || !has('sub')
  const claim =
    KIND_CLAIMS.find((each) => OTHER_KINDS.has(kindOf(unverifiedClaims, each))) ??
    (has('token_use') && kindOf(unverifiedClaims, 'token_use') !== 'access' ? 'token_use' : undefined) ??
    (readClaim(unverifiedClaims, 'drn') === REFRESH_TOKEN_NAME ? 'drn' : undefined) ??
    FOREIGN_CLAIMS.find(has) ??
    (isResponse ? RESPONSE_CLAIMS.find(has) : undefined)
  if (claim === undefined) return undefined
  const remedy = APPLICATION_CLAIMS.includes(claim)
    ? `; if your access tokens have it, set the option "applicationClaims": ["${claim}"]`
    : ''
  const hint = `by its "${claim}" this is not an access token but an ID, refresh, logout or other token: the client must send the access token${remedy}`
  return { code: 'token_not_access_token', claim, hint }
}

/** Returns whether a token names its kind. */
export function namesKind(claims: JsonObject): boolean {
  return [...KIND_CLAIMS, 'token_use'].some((claim) => readClaim(claims, claim) !== undefined)
}

/** Spelling does not matter: `refresh` is also `refresh_token`, `Refresh` and `REFRESH TOKEN`. */
function kindOf(claims: JsonObject, claim: string): unknown {
  const value = readClaim(claims, claim)
  return typeof value === 'string' ? value.toLowerCase().replaceAll(/[-_ ]|token/g, '') : undefined
}
