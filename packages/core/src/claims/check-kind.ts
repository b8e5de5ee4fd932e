import type { ClaimCheck, ClaimExpectations, ClaimFailure, TokenClaims } from './claim-check.ts'
import { readClaim, readFirstString, type ClaimPath } from '../json/claim-path.ts'
import { isAccessTokenType } from './media-type.ts'

/**
 * Claims that name the kind of a token: `typ` of Keycloak and LemonLDAP::NG, `tokenName` of PingAM,
 * `tokenType` of Casdoor, `purpose` of Curity, and `token_type`.
 */
const KIND_CLAIMS = ['typ', 'tokenName', 'tokenType', 'token_type', 'purpose']

/** What they say of other tokens, as `kindOf` has it; what is not known may be an access token. */
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
 * Marks of an ID token (OpenID Connect Core section 2, FAPI 1.0 part 2 section 5.1.1). Some servers put them
 * into access tokens too, so that they decide nothing alone.
 */
const ID_TOKEN_CLAIMS = ['at_hash', 'c_hash', 's_hash', 'nonce']

/**
 * A JWT of another kind, signed by the same issuer with the same key, is no access token (RFC 8725 sections
 * 2.8 and 3.12).
 */
export const checkKind: ClaimCheck = ({ unverifiedClaims }) => {
  const { token_use: use, drn } = unverifiedClaims
  const named = KIND_CLAIMS.find((claim) => OTHER_KINDS.has(kindOf(unverifiedClaims[claim])))
  if (named !== undefined) return wrongKind(named)
  if (use !== undefined && use !== 'access') return wrongKind('token_use')
  if (drn === REFRESH_TOKEN_NAME) return wrongKind('drn')
  const isThere = (claim: string): boolean => Object.hasOwn(unverifiedClaims, claim)
  const foreign = FOREIGN_CLAIMS.find(isThere)
  if (foreign !== undefined) return wrongKind(foreign)
  const response = isThere('state') || !isThere('sub') ? RESPONSE_CLAIMS.find(isThere) : undefined
  return response === undefined ? undefined : wrongKind(response)
}

/** The name of a kind however it is spelt: `refresh` is the `refresh_token`, the `Refresh` and others. */
function kindOf(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase().replaceAll(/[-_ ]|token$/g, '') : ''
}

function wrongKind(claim: string): ClaimFailure {
  const hint = `by its "${claim}" this is not an access token but an ID, refresh, logout or other token: the client must send the access token`
  return { code: 'token_kind_mismatch', claim, hint }
}

/**
 * Refuses what looks like an ID token: by what the issuer is known to put into access tokens only; else by a
 * mark of one, and no mark of an access token (a scope, or the type at+jwt). No single mark is right at every
 * authorization server, the two together are right at all that are known; for the few whose access tokens
 * look like ID tokens there is `dangerouslyAcceptIdTokens`.
 */
export const checkIdToken: ClaimCheck = (token, expected) => {
  if (expected.acceptIdTokens || isAccessTokenType(token.unverifiedHeader.typ)) return undefined
  const { unverifiedClaims } = token
  const hasOne = (paths: readonly ClaimPath[]): boolean =>
    paths.some((path) => readClaim(unverifiedClaims, path) !== undefined)
  if (expected.accessTokenClaims.length > 0)
    return hasOne(expected.accessTokenClaims) ? undefined : lacksMark(expected.accessTokenClaims)
  if (hasOne(expected.scopeClaims)) return undefined
  const mark = ID_TOKEN_CLAIMS.find((claim) => Object.hasOwn(unverifiedClaims, claim))
  if (mark !== undefined) return looksLikeIdToken(mark)
  return isForItsClient(token, expected) ? looksLikeIdToken('aud') : undefined
}

/** The audience of an ID token is the client that asked for it. */
function isForItsClient(token: TokenClaims, { clientIdClaims, idTokenClaims }: ClaimExpectations): boolean {
  // Where the client is read from there, it says nothing; and ID tokens are known by something else.
  const paths = idTokenClaims.length === 0 ? clientIdClaims : clientIdClaims.filter((path) => path !== 'aud')
  const clientId = readFirstString(token.unverifiedClaims, paths)
  return clientId !== undefined && isOnlyAudience(token, clientId)
}

/**
 * Refuses a token with a claim that only ID tokens of this issuer have, whatever else is in it: some issuers
 * put a scope into ID tokens too.
 */
export const checkIdTokenClaims: ClaimCheck = ({ unverifiedClaims }, { acceptIdTokens, idTokenClaims }) => {
  if (acceptIdTokens) return undefined
  const mark = idTokenClaims.find((path) => readClaim(unverifiedClaims, path) !== undefined)
  if (mark === undefined) return undefined
  const claim = nameOf(mark)
  const hint = `"${claim}" is in ID tokens of this issuer only: the client must send the access token`
  return { code: 'id_token', claim, hint }
}

function nameOf(path: ClaimPath): string {
  return typeof path === 'string' ? path : path.join('.')
}

function isOnlyAudience({ unverifiedClaims: { aud } }: TokenClaims, clientId: string): boolean {
  return Array.isArray(aud)
    ? aud.length > 0 && aud.every((audience) => audience === clientId)
    : aud === clientId
}

function lacksMark(marks: readonly ClaimPath[]): ClaimFailure {
  const claim = marks.map(nameOf).join(' or ')
  const names = marks.map((mark) => `"${nameOf(mark)}"`).join(' or ')
  const hint = `access tokens of this issuer have ${names}, and this one has not: the client must send the access token, not the ID token`
  return { code: 'id_token', claim, hint }
}

function looksLikeIdToken(claim: string): ClaimFailure {
  const hint = `by its "${claim}" and without a scope this is an ID token: the client must send the access token`
  return { code: 'id_token', claim, hint }
}
