import { readClaim, readFirstString, type ClaimPath } from '../json/claim-path.ts'
import { namesKind } from './check-kind.ts'
import { isAccessTokenType } from './check-type.ts'
import type { ClaimCheck, ClaimExpectations, ClaimFailure, TokenClaims } from './claim-check.ts'

/**
 * Marks of an ID token (OpenID Connect Core section 2, FAPI 1.0 part 2 section 5.1.1). Some servers put them
 * into access tokens too, so a mark alone decides nothing.
 */
const ID_TOKEN_CLAIMS = ['at_hash', 'c_hash', 's_hash', 'nonce']

/**
 * Refuses what looks like an ID token: by the claims that the issuer puts into access tokens only; else by a
 * mark of an ID token without a mark of an access token (a scope, or the type at+jwt). No single mark is
 * right at every authorization server, the two together are at all known ones; for the few with access tokens
 * that look like ID tokens there is `dangerouslyAcceptIdTokens`.
 */
export const checkIdToken: ClaimCheck = (token, expected) => {
  if (expected.dangerouslyAcceptIdTokens || isAccessTokenType(token)) return undefined
  const { accessTokenMarkers, scopeClaims } = expected
  const has = (path: ClaimPath): boolean => readClaim(token.unverifiedClaims, path) !== undefined
  if (accessTokenMarkers.length > 0)
    return accessTokenMarkers.some(has) ? undefined : missingMark(accessTokenMarkers)
  if (scopeClaims.some(has)) return undefined
  const mark = ID_TOKEN_CLAIMS.find(has)
  if (mark !== undefined) return looksLikeIdToken(mark)
  if (isForItsClient(token, expected)) return looksLikeIdToken('aud')
  return isOfLogin(token) ? looksLikeIdToken('azp') : undefined
}

/** The audience of an ID token is the client that requested it. */
function isForItsClient(
  { unverifiedClaims }: TokenClaims,
  { clientIdClaims, idTokenMarkers }: ClaimExpectations
): boolean {
  // If the client is read from "aud", this says nothing; such issuers have other marks.
  const paths = idTokenMarkers.length === 0 ? clientIdClaims : clientIdClaims.filter((path) => path !== 'aud')
  const clientId = readFirstString(unverifiedClaims, paths)
  const audiences = [unverifiedClaims['aud']].flat()
  return clientId !== undefined && audiences.length > 0 && audiences.every((each) => each === clientId)
}

/**
 * Some servers let an ID token name the API as its audience, and the client as `azp`. It has the time of the
 * login; an access token with these has a scope, a `client_id`, or a claim that names its kind.
 */
function isOfLogin({ unverifiedClaims: claims }: TokenClaims): boolean {
  const isLogin = 'aud' in claims && 'azp' in claims && 'auth_time' in claims
  return isLogin && !('client_id' in claims) && !namesKind(claims)
}

/**
 * Refuses a token with a claim that only ID tokens of this issuer have, whatever else is in it: some issuers
 * put a scope into ID tokens too.
 */
export const checkIdTokenClaims: ClaimCheck = ({ unverifiedClaims }, expected) => {
  if (expected.dangerouslyAcceptIdTokens) return undefined
  const mark = expected.idTokenMarkers.find((path) => readClaim(unverifiedClaims, path) !== undefined)
  if (mark === undefined) return undefined
  const claim = nameOf(mark)
  const hint = `only ID tokens of this issuer have "${claim}": the client must send the access token`
  return { code: 'token_is_id_token', claim, hint }
}

function nameOf(path: ClaimPath): string {
  return [path].flat().join('.')
}

function missingMark(marks: readonly ClaimPath[]): ClaimFailure {
  const claim = marks.map(nameOf).join(' or ')
  const names = marks.map((mark) => `"${nameOf(mark)}"`).join(' or ')
  const hint = `access tokens of this issuer have ${names}, and this token does not: the client must send the access token, not the ID token`
  return { code: 'token_is_id_token', claim, hint }
}

function looksLikeIdToken(claim: string): ClaimFailure {
  const hint = `it has "${claim}" and no scope, so it is an ID token: the client must send the access token`
  return { code: 'token_is_id_token', claim, hint }
}
