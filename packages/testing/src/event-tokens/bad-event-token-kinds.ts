import type { ErrorCode } from '@portcullis/core'
import type { EventTokenName } from './event-token.ts'

/**
 * Name of an event token that a receiver must refuse. {@link BAD_EVENT_TOKEN_KINDS} says what is wrong with
 * it.
 */
export type BadEventTokenKind =
  | 'accessToken'
  | 'algNone'
  | 'expired'
  | 'issuedInFuture'
  | 'missingAudience'
  | 'missingEvents'
  | 'missingExpiry'
  | 'missingIssuedAt'
  | 'missingIssuer'
  | 'missingJti'
  | 'missingSubject'
  | 'otherEventToken'
  | 'otherKey'
  | 'subjectOfOtherIssuer'
  | 'tampered'
  | 'timestampInMilliseconds'
  | 'tooOld'
  | 'unknownKid'
  | 'untyped'
  | 'withNonce'
  | 'wrongAudience'
  | 'wrongIssuer'

/** One row of {@link BAD_EVENT_TOKEN_KINDS}. */
export interface BadEventTokenRow {
  /** The name, for `issuer.issueBadEventToken(kind, name)`. */
  readonly kind: BadEventTokenKind
  /** Which event tokens it can be made of. */
  readonly of: readonly EventTokenName[]
  /** The reason code that Portcullis refuses it with: in the event `logout_refused`. */
  readonly code: ErrorCode
  /** What is wrong with it. */
  readonly summary: string
}

const BOTH: readonly EventTokenName[] = ['logoutToken', 'securityEvent']

/**
 * Every named invalid logout token and security event. The answer is 400 for every one of them, and no token
 * is revoked.
 */
export const BAD_EVENT_TOKEN_KINDS: readonly BadEventTokenRow[] = [
  { kind: 'accessToken', of: BOTH, code: 'token_type_mismatch', summary: 'an access token' },
  {
    kind: 'otherEventToken',
    of: BOTH,
    code: 'token_type_mismatch',
    summary: 'the other kind of event token'
  },
  { kind: 'untyped', of: BOTH, code: 'token_type_mismatch', summary: 'no "typ" in the header' },
  { kind: 'algNone', of: BOTH, code: 'algorithm_not_allowed', summary: '"alg" is "none"' },
  { kind: 'unknownKid', of: BOTH, code: 'key_not_found', summary: 'signed with an unpublished key' },
  {
    kind: 'otherKey',
    of: BOTH,
    code: 'signature_invalid',
    summary: 'signed with another key, under the "kid" of a published one'
  },
  { kind: 'tampered', of: BOTH, code: 'signature_invalid', summary: 'changed after it was signed' },
  { kind: 'missingIssuer', of: BOTH, code: 'issuer_missing', summary: 'no "iss"' },
  { kind: 'wrongIssuer', of: BOTH, code: 'issuer_untrusted', summary: '"iss" names another server' },
  { kind: 'missingAudience', of: BOTH, code: 'audience_missing', summary: 'no "aud"' },
  { kind: 'wrongAudience', of: BOTH, code: 'audience_mismatch', summary: 'for another receiver' },
  { kind: 'missingJti', of: BOTH, code: 'claim_missing', summary: 'no "jti"' },
  { kind: 'missingIssuedAt', of: BOTH, code: 'claim_missing', summary: 'no "iat"' },
  { kind: 'missingExpiry', of: ['logoutToken'], code: 'claim_missing', summary: 'no "exp"' },
  { kind: 'expired', of: BOTH, code: 'token_expired', summary: 'expired an hour ago' },
  { kind: 'issuedInFuture', of: BOTH, code: 'token_issued_in_future', summary: 'issued an hour from now' },
  { kind: 'tooOld', of: BOTH, code: 'token_too_old', summary: 'issued two days ago, and not expired' },
  {
    kind: 'missingEvents',
    of: BOTH,
    code: 'claim_malformed',
    summary: 'no "events" (RFC 8417 section 2.2)'
  },
  {
    kind: 'withNonce',
    of: ['logoutToken'],
    code: 'claim_malformed',
    summary: '"nonce", as in an ID token (Back-Channel Logout 1.0 section 2.4)'
  },
  { kind: 'missingSubject', of: BOTH, code: 'claim_missing', summary: 'names no user and no session' },
  {
    kind: 'subjectOfOtherIssuer',
    of: ['securityEvent'],
    code: 'claim_malformed',
    summary: 'about a user of another issuer'
  },
  {
    kind: 'timestampInMilliseconds',
    of: ['securityEvent'],
    code: 'claim_malformed',
    summary: '"event_timestamp" in milliseconds'
  }
]
