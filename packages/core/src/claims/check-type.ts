import type { ClaimCheck, TokenClaims } from './claim-check.ts'

/**
 * Reads the type of a token in the form in which types are compared: media types are case-insensitive, and
 * `application/` may be omitted if there is no other slash (RFC 7515 section 4.1.9).
 */
function readType({ unverifiedHeader: { typ } }: TokenClaims): string | undefined {
  return typ?.toLowerCase().replace(/^application\/(?=[^/]*$)/, '')
}

/** Returns whether the header says that the token is an access token (RFC 9068 section 2.1). */
export function isAccessTokenType(token: TokenClaims): boolean {
  return readType(token) === 'at+jwt'
}

/** The `typ` in the header is `at+jwt` (RFC 9068 section 4). */
export const checkAccessTokenType: ClaimCheck = (token) =>
  isAccessTokenType(token) ? undefined : { code: 'token_type_mismatch', claim: 'typ', hint: HINT_STRICT }

const HINT_STRICT =
  'profile "rfc9068" requires "typ": "at+jwt" in the header: configure the authorization server to set it, or use profile "jwt"'

/**
 * The `typ` in the header is absent, `JWT` or `at+jwt`; every other explicit type belongs to another kind of
 * token (RFC 8725 section 3.11).
 */
export const checkJwtType: ClaimCheck = (token) => {
  const typ = readType(token)
  if (typ === undefined || typ === 'at+jwt' || typ === 'jwt') return undefined
  return { code: 'token_type_mismatch', claim: 'typ', hint: OKTA_ORG.test(typ) ? HINT_OKTA : HINT_TYPE }
}

const OKTA_ORG = /okta-internal-at\+jwt$/
const HINT_OKTA =
  'this is a token of the Okta org authorization server, which only Okta can verify: use a custom authorization server (issuer …/oauth2/default)'
const HINT_TYPE =
  'the "typ" in the header belongs to another kind of token: the client must send the access token'
