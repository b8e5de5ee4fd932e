import type { ClaimCheck } from './claim-check.ts'
import { isAccessTokenType, normalizeType } from './media-type.ts'

/** The header says `at+jwt` (RFC 9068 section 4). */
export const checkAccessTokenType: ClaimCheck = ({ unverifiedHeader: { typ } }) =>
  isAccessTokenType(typ) ? undefined : { code: 'token_type_mismatch', claim: 'typ', hint: HINT_STRICT }

const HINT_STRICT =
  'profile "rfc9068" demands "typ": "at+jwt" in the header: switch it on at the authorization server, or use profile "jwt"'

/**
 * The header says nothing, `JWT` or `at+jwt`; every other explicit type belongs to another kind of token (RFC
 * 8725 section 3.11).
 */
export const checkJwtType: ClaimCheck = ({ unverifiedHeader: { typ } }) => {
  if (typ === undefined || isAccessTokenType(typ) || normalizeType(typ) === 'jwt') return undefined
  return { code: 'token_type_mismatch', claim: 'typ', hint: OKTA_ORG.test(typ) ? HINT_OKTA : HINT_TYPE }
}

const OKTA_ORG = /okta-internal-at\+jwt$/i
const HINT_OKTA =
  'this is a token of the Okta org authorization server, which nobody but Okta can verify: use a custom authorization server (issuer …/oauth2/default)'
const HINT_TYPE =
  'the "typ" in the header belongs to another kind of token: the client must send the access token'
