import type { ClaimCheck, ClaimExpectations, ClaimFailure, TokenClaims } from './claim-check.ts'
import { readClaim, readFirstString, type ClaimPath } from '../json/claim-path.ts'
import { isAccessTokenType } from './media-type.ts'

/**
 * Values of the payload's `typ` that Keycloak, LemonLDAP::NG and others give to tokens that are no access
 * tokens, in lower case.
 */
const OTHER_PAYLOAD_TYPES = new Set(['id', 'refresh', 'offline', 'logout', 'dpop+jwt'])

/** What `drn` is in the refresh tokens of Descope, which has them signed and filled as its session tokens. */
const REFRESH_TOKEN_NAME = 'DSR'

/**
 * Claims that only other kinds of JWT have: security event and logout tokens, DPoP proofs, introspection
 * responses, status lists.
 */
const FOREIGN_CLAIMS = ['events', 'htm', 'htu', 'token_introspection', 'status_list']

/**
 * Marks of an ID token (OpenID Connect Core section 2). Some servers put them into access tokens too, so that
 * they decide nothing alone.
 */
const ID_TOKEN_CLAIMS = ['at_hash', 'c_hash', 'nonce']

/**
 * A JWT of another kind, signed by the same issuer with the same key, is no access token (RFC 8725 sections
 * 2.8 and 3.12).
 */
export const checkKind: ClaimCheck = ({ unverifiedClaims }) => {
  const { typ, token_use: use, drn } = unverifiedClaims
  if (typeof typ === 'string' && OTHER_PAYLOAD_TYPES.has(typ.toLowerCase())) return wrongKind('typ')
  if (use !== undefined && use !== 'access') return wrongKind('token_use')
  if (drn === REFRESH_TOKEN_NAME) return wrongKind('drn')
  const foreign = FOREIGN_CLAIMS.find((claim) => Object.hasOwn(unverifiedClaims, claim))
  return foreign === undefined ? undefined : wrongKind(foreign)
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
