import { readClaim, readFirstString, type ClaimPath } from '../json/claim-path.ts'
import type { ClaimCheck, ClaimExpectations, ClaimFailure, TokenClaims } from './claim-check.ts'
import { isAccessTokenType } from './media-type.ts'

/**
 * Marks of an ID token (OpenID Connect Core section 2, FAPI 1.0 part 2 section 5.1.1). Some servers put them
 * into access tokens too, so that they decide nothing alone.
 */
const ID_TOKEN_CLAIMS = ['at_hash', 'c_hash', 's_hash', 'nonce']

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
  if (expected.accessTokenMarkers.length > 0)
    return hasOne(expected.accessTokenMarkers) ? undefined : lacksMark(expected.accessTokenMarkers)
  if (hasOne(expected.scopeClaims)) return undefined
  const mark = ID_TOKEN_CLAIMS.find((claim) => Object.hasOwn(unverifiedClaims, claim))
  if (mark !== undefined) return looksLikeIdToken(mark)
  return isForItsClient(token, expected) ? looksLikeIdToken('aud') : undefined
}

/** The audience of an ID token is the client that asked for it. */
function isForItsClient(token: TokenClaims, { clientIdClaims, idTokenMarkers }: ClaimExpectations): boolean {
  // Where the client is read from there, it says nothing; and ID tokens are known by something else.
  const paths = idTokenMarkers.length === 0 ? clientIdClaims : clientIdClaims.filter((path) => path !== 'aud')
  const clientId = readFirstString(token.unverifiedClaims, paths)
  return clientId !== undefined && isOnlyAudience(token, clientId)
}

/**
 * Refuses a token with a claim that only ID tokens of this issuer have, whatever else is in it: some issuers
 * put a scope into ID tokens too.
 */
export const checkIdTokenClaims: ClaimCheck = ({ unverifiedClaims }, { acceptIdTokens, idTokenMarkers }) => {
  if (acceptIdTokens) return undefined
  const mark = idTokenMarkers.find((path) => readClaim(unverifiedClaims, path) !== undefined)
  if (mark === undefined) return undefined
  const claim = nameOf(mark)
  const hint = `"${claim}" is in ID tokens of this issuer only: the client must send the access token`
  return { code: 'token_is_id_token', claim, hint }
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
  return { code: 'token_is_id_token', claim, hint }
}

function looksLikeIdToken(claim: string): ClaimFailure {
  const hint = `by its "${claim}" and without a scope this is an ID token: the client must send the access token`
  return { code: 'token_is_id_token', claim, hint }
}
