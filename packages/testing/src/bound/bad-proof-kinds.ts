import type { ErrorCode } from '@portcullis/core'

/** Name of a DPoP proof that a protected resource must refuse. {@link BAD_PROOF_KINDS} says why. */
export type BadProofKind =
  | 'accessTokenType'
  | 'algNone'
  | 'criticalHeader'
  | 'empty'
  | 'expired'
  | 'fourSegments'
  | 'hmacWithPublicKey'
  | 'hugeRsaKey'
  | 'issuedAtAsText'
  | 'issuedInFuture'
  | 'keyForEncryption'
  | 'longJti'
  | 'lowerCaseMethod'
  | 'missingIssuedAt'
  | 'missingJti'
  | 'missingKey'
  | 'missingMethod'
  | 'missingTarget'
  | 'missingTokenHash'
  | 'missingType'
  | 'nonceNotText'
  | 'notJson'
  | 'notJwt'
  | 'otherHost'
  | 'otherKey'
  | 'otherMethod'
  | 'otherPath'
  | 'otherPort'
  | 'otherScheme'
  | 'otherSigner'
  | 'otherTokenHash'
  | 'oversized'
  | 'padded'
  | 'paddedTokenHash'
  | 'privateKey'
  | 'symmetricKey'
  | 'tampered'
  | 'targetWithSlash'
  | 'twice'
  | 'unknownKeyType'

/** One row of {@link BAD_PROOF_KINDS}. The answer to every one of them is a 401. */
export interface BadProofRow {
  /** The name, for `client.badProof(kind, request)`. */
  readonly kind: BadProofKind
  /** The reason code that Portcullis refuses it with. */
  readonly code: ErrorCode
  /** What is wrong with the proof, and the rule that it breaks. */
  readonly summary: string
}

function row(kind: BadProofKind, code: ErrorCode, summary: string): BadProofRow {
  return Object.freeze({ kind, code, summary })
}

/**
 * Every named bad proof, with the reason code that it is refused with. Everything else about it is valid: its
 * signature too, unless the signature is what is wrong.
 */
export const BAD_PROOF_KINDS: readonly BadProofRow[] = [
  row('empty', 'proof_missing', 'an empty header'),
  row('twice', 'proof_repeated', 'two proofs in one header (RFC 9449 section 4.3)'),
  row('oversized', 'proof_too_large', 'a proof of 13 KiB'),
  row('notJwt', 'proof_malformed', 'a random string'),
  row('fourSegments', 'proof_malformed', 'a JWT with a fourth segment'),
  row('padded', 'proof_malformed', 'base64 padding after the signature (RFC 7515 section 2)'),
  row('notJson', 'proof_malformed', 'a payload that is not JSON'),
  row('missingType', 'proof_type_mismatch', 'no "typ" (RFC 9449 section 4.2)'),
  row('accessTokenType', 'proof_type_mismatch', '"typ" is "at+jwt"'),
  row('criticalHeader', 'proof_malformed', '"crit" names an unknown extension (RFC 7515 section 4.1.11)'),
  row('algNone', 'proof_algorithm_not_allowed', '"alg" is "none" and the signature empty'),
  row(
    'hmacWithPublicKey',
    'proof_algorithm_not_allowed',
    '"alg" is "HS256", with the public key as the secret'
  ),
  row('missingKey', 'proof_malformed', 'no "jwk"'),
  row('privateKey', 'proof_key_private', '"jwk" contains the private key (RFC 9449 section 4.2)'),
  row('symmetricKey', 'proof_key_private', '"jwk" is a shared secret'),
  row('unknownKeyType', 'proof_key_invalid', '"jwk" has a "kty" that does not exist'),
  row('keyForEncryption', 'proof_key_invalid', '"jwk" has "use": "enc"'),
  row('hugeRsaKey', 'proof_key_invalid', '"jwk" is an RSA key of 16,384 bits'),
  row(
    'otherKey',
    'proof_key_mismatch',
    'a valid proof, but not of the key of the token (RFC 9449 section 7.1)'
  ),
  row('otherSigner', 'proof_signature_invalid', 'signed with another key than "jwk"'),
  row('tampered', 'proof_signature_invalid', '"jti" was changed after the proof was signed'),
  row('missingJti', 'proof_malformed', 'no "jti"'),
  row('longJti', 'proof_malformed', 'a "jti" of more than 512 characters (RFC 9449 section 11.1)'),
  row('missingMethod', 'proof_malformed', 'no "htm"'),
  row('otherMethod', 'proof_method_mismatch', '"htm" is another method'),
  row('lowerCaseMethod', 'proof_method_mismatch', '"htm" in lower case (RFC 9110 section 9.1)'),
  row('missingTarget', 'proof_malformed', 'no "htu"'),
  row('otherPath', 'proof_target_mismatch', '"htu" has another path'),
  row('targetWithSlash', 'proof_target_mismatch', '"htu" differs by a trailing slash'),
  row('otherHost', 'proof_target_mismatch', '"htu" has another host'),
  row('otherPort', 'proof_target_mismatch', '"htu" has another port'),
  row('otherScheme', 'proof_target_mismatch', '"htu" is http instead of https, or the reverse'),
  row('missingIssuedAt', 'proof_malformed', 'no "iat"'),
  row('issuedAtAsText', 'proof_malformed', '"iat" is a string of digits'),
  row('expired', 'proof_expired', 'made an hour ago (RFC 9449 section 11.1)'),
  row('issuedInFuture', 'proof_issued_in_future', 'made an hour from now'),
  row('missingTokenHash', 'proof_malformed', 'no "ath" (RFC 9449 section 4.3)'),
  row('otherTokenHash', 'proof_token_mismatch', '"ath" of another token'),
  row('paddedTokenHash', 'proof_token_mismatch', '"ath" with base64 padding'),
  row('nonceNotText', 'proof_malformed', '"nonce" is a number')
]
