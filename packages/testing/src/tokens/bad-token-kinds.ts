import type { ErrorCode } from '@portcullis/core'

/**
 * Name of a token that a protected resource must refuse. {@link BAD_TOKEN_KINDS} says what is wrong with each.
 */
export type BadTokenKind =
  | 'algNone'
  | 'algNoneMixedCase'
  | 'audienceWithSlash'
  | 'boundToKey'
  | 'criticalHeader'
  | 'dpopProof'
  | 'embeddedKey'
  | 'encrypted'
  | 'expired'
  | 'expiryAsText'
  | 'hmacWithPublicKey'
  | 'idToken'
  | 'issuedInFuture'
  | 'issuerWithSlash'
  | 'logoutToken'
  | 'malformed'
  | 'missingAudience'
  | 'missingExpiry'
  | 'missingIssuer'
  | 'notYetValid'
  | 'opaque'
  | 'otherKey'
  | 'oversizedHeader'
  | 'refreshToken'
  | 'tampered'
  | 'unknownKid'
  | 'wrongAudience'
  | 'wrongIssuer'

/** One row of {@link BAD_TOKEN_KINDS}. The answer is a 401 with `error="invalid_token"` for every one of them. */
export interface BadTokenRow {
  /** The name, for `issuer.issueBad(kind)`. */
  readonly kind: BadTokenKind
  /** The reason code that Portcullis refuses it with, under its default options. */
  readonly code: ErrorCode
  /** The reason code under the profile `'rfc9068'`, if it differs: that profile checks `typ` first. */
  readonly rfc9068Code?: ErrorCode
  /** What is wrong with the token, and the rule that it breaks. */
  readonly summary: string
}

/**
 * Every named bad token, with the reason code that it is refused with under the default options. The
 * signature is valid if the content is wrong, and the content is valid if the signature is wrong, so that
 * only the tested check can refuse it. Only `logoutToken` and `dpopProof` have every marker of their kind. A
 * whole suite is a few lines:
 *
 * ```ts
 * it.each(BAD_TOKEN_KINDS)('refuses a bad token: $kind', async ({ kind }) => {
 *   await request(app)
 *     .get('/messages')
 *     .auth(await issuer.issueBad(kind), { type: 'bearer' })
 *     .expect(401)
 * })
 * ```
 */
export const BAD_TOKEN_KINDS: readonly BadTokenRow[] = [
  { kind: 'opaque', code: 'token_opaque', summary: 'a random string, not a JWT' },
  { kind: 'malformed', code: 'token_malformed', summary: 'a header that is not JSON (RFC 7519 section 7.2)' },
  { kind: 'oversizedHeader', code: 'token_too_large', summary: 'a header of more than 4 KiB' },
  { kind: 'encrypted', code: 'token_encrypted', summary: 'an encrypted JWT of five parts (RFC 7516)' },
  {
    kind: 'criticalHeader',
    code: 'token_critical_header',
    summary: '"crit" names an unknown extension (RFC 7515 section 4.1.11)'
  },
  {
    kind: 'algNone',
    code: 'algorithm_not_allowed',
    summary: '"alg" is "none" and the signature empty (RFC 8725 section 3.2)'
  },
  {
    kind: 'algNoneMixedCase',
    code: 'algorithm_not_allowed',
    summary: '"alg" is "nOnE", with other text instead of a signature'
  },
  {
    kind: 'hmacWithPublicKey',
    code: 'algorithm_not_allowed',
    summary: '"alg" is "HS256", with the public key as the secret (RFC 8725 section 2.1)'
  },
  { kind: 'missingIssuer', code: 'issuer_missing', summary: 'no "iss"' },
  { kind: 'wrongIssuer', code: 'issuer_untrusted', summary: '"iss" names another authorization server' },
  {
    kind: 'issuerWithSlash',
    code: 'issuer_untrusted',
    summary: '"iss" differs by a trailing slash (RFC 7519 section 7.3)'
  },
  {
    kind: 'unknownKid',
    code: 'key_not_found',
    summary: 'signed with a key that the issuer does not publish, under its own "kid"'
  },
  {
    kind: 'embeddedKey',
    code: 'key_not_found',
    summary: 'signed with the key that the header includes as "jwk" (RFC 8725 section 3.10)'
  },
  {
    kind: 'otherKey',
    code: 'signature_invalid',
    summary: 'signed with another key, under the "kid" of a published one'
  },
  { kind: 'tampered', code: 'signature_invalid', summary: 'a claim was changed after the token was signed' },
  {
    kind: 'idToken',
    code: 'token_is_id_token',
    rfc9068Code: 'token_type_mismatch',
    summary: 'an ID token, with "nonce" and "at_hash" (RFC 8725 section 3.12)'
  },
  {
    kind: 'refreshToken',
    code: 'token_not_access_token',
    rfc9068Code: 'token_type_mismatch',
    summary: 'a refresh token, marked as such by the claim "typ"'
  },
  { kind: 'logoutToken', code: 'token_type_mismatch', summary: 'a logout token, "typ" is "logout+jwt"' },
  {
    kind: 'dpopProof',
    code: 'token_type_mismatch',
    summary: 'a DPoP proof, "typ" is "dpop+jwt" (RFC 9449 section 4.2)'
  },
  { kind: 'expired', code: 'token_expired', summary: 'expired an hour ago (RFC 7519 section 4.1.4)' },
  { kind: 'missingExpiry', code: 'claim_missing', summary: 'no "exp": valid forever' },
  {
    kind: 'expiryAsText',
    code: 'claim_malformed',
    summary: '"exp" is a string of digits (RFC 7519 section 2)'
  },
  {
    kind: 'notYetValid',
    code: 'token_not_yet_valid',
    summary: 'valid from an hour from now (RFC 7519 section 4.1.5)'
  },
  { kind: 'issuedInFuture', code: 'token_issued_in_future', summary: 'issued an hour from now' },
  { kind: 'missingAudience', code: 'audience_missing', summary: 'no "aud"' },
  { kind: 'wrongAudience', code: 'audience_mismatch', summary: 'for another API (RFC 9068 section 4)' },
  { kind: 'audienceWithSlash', code: 'audience_mismatch', summary: '"aud" differs by a trailing slash' },
  {
    kind: 'boundToKey',
    code: 'confirmation_unsupported',
    summary: 'bound to a key ("cnf") and sent without a proof (RFC 9449 section 7.2)'
  }
]
