import type { ClaimCheck, ClaimFailure, TokenClaims } from './claim-check.ts'
import { readClaim, readFirstString } from '../json/claim-path.ts'
import { isAccessTokenType } from './media-type.ts'

/**
 * Values of the payload's `typ` that Keycloak, LemonLDAP::NG and others give to tokens that are no access
 * tokens, in lower case.
 */
const OTHER_PAYLOAD_TYPES = new Set(['id', 'refresh', 'offline', 'logout', 'dpop+jwt'])

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
  const { typ, token_use: use } = unverifiedClaims
  if (typeof typ === 'string' && OTHER_PAYLOAD_TYPES.has(typ.toLowerCase())) return wrongKind('typ')
  if (use !== undefined && use !== 'access') return wrongKind('token_use')
  const foreign = FOREIGN_CLAIMS.find((claim) => Object.hasOwn(unverifiedClaims, claim))
  return foreign === undefined ? undefined : wrongKind(foreign)
}

function wrongKind(claim: string): ClaimFailure {
  const hint = `by its "${claim}" this is not an access token but an ID, refresh, logout or other token: the client must send the access token`
  return { code: 'token_kind_mismatch', claim, hint }
}

/**
 * Refuses what looks like an ID token: a mark of one, and no mark of an access token (a scope, or the type
 * at+jwt). No single mark is right at every authorization server, the two together are right at all that are
 * known; for the few whose access tokens look like ID tokens there is `dangerouslyAcceptIdTokens`.
 */
export const checkIdToken: ClaimCheck = (token, { acceptIdTokens, scopeClaims, clientIdClaims }) => {
  if (acceptIdTokens || isAccessTokenType(token.unverifiedHeader.typ)) return undefined
  const { unverifiedClaims } = token
  if (scopeClaims.some((path) => readClaim(unverifiedClaims, path) !== undefined)) return undefined
  const mark = ID_TOKEN_CLAIMS.find((claim) => Object.hasOwn(unverifiedClaims, claim))
  if (mark !== undefined) return looksLikeIdToken(mark)
  const clientId = readFirstString(unverifiedClaims, clientIdClaims)
  return clientId !== undefined && isOnlyAudience(token, clientId) ? looksLikeIdToken('aud') : undefined
}

/**
 * Refuses a token with a claim that only ID tokens of this issuer have, whatever else is in it: some issuers
 * put a scope into ID tokens too.
 */
export const checkIdTokenClaims: ClaimCheck = ({ unverifiedClaims }, { acceptIdTokens, idTokenClaims }) => {
  if (acceptIdTokens) return undefined
  const mark = idTokenClaims.find((path) => readClaim(unverifiedClaims, path) !== undefined)
  if (mark === undefined) return undefined
  const claim = typeof mark === 'string' ? mark : mark.join('.')
  const hint = `"${claim}" is in ID tokens of this issuer only: the client must send the access token`
  return { code: 'id_token', claim, hint }
}

/** The audience of an ID token is the client that asked for it. */
function isOnlyAudience({ unverifiedClaims: { aud } }: TokenClaims, clientId: string): boolean {
  return Array.isArray(aud)
    ? aud.length > 0 && aud.every((audience) => audience === clientId)
    : aud === clientId
}

function looksLikeIdToken(claim: string): ClaimFailure {
  const hint = `by its "${claim}" and without a scope this is an ID token: the client must send the access token`
  return { code: 'id_token', claim, hint }
}
