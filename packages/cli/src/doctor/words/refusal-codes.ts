import type { ErrorCode } from '@portcullis/core'

/** By check id and reason of a finding: the code with which an API refuses because of it. */
export const REFUSAL_CODES: Readonly<Record<string, Readonly<Record<string, ErrorCode>>>> = {
  'X-03': { insecure: 'metadata_unreachable', unreachable: 'metadata_unreachable' },
  'X-05': {
    absent: 'metadata_invalid',
    slash: 'metadata_issuer_mismatch',
    differs: 'metadata_issuer_mismatch'
  },
  'X-21': { missing: 'metadata_invalid', not_a_url: 'metadata_invalid', plain_http: 'metadata_invalid' },
  'X-22': {
    unreachable: 'jwks_unreachable',
    redirect: 'jwks_unreachable',
    status: 'jwks_unreachable',
    too_slow: 'jwks_unreachable',
    html: 'jwks_invalid',
    too_large: 'jwks_invalid',
    no_key_set: 'jwks_invalid',
    empty: 'jwks_invalid',
    too_many: 'jwks_invalid'
  },
  'X-28': { none_usable: 'jwks_invalid' },
  'X-31': {
    introspectable: 'token_opaque',
    opaque: 'token_opaque',
    encrypted: 'token_encrypted',
    malformed: 'token_malformed',
    no_expiry: 'claim_missing',
    wrong_type: 'claim_malformed',
    not_yet_valid: 'token_not_yet_valid',
    issued_in_future: 'token_issued_in_future',
    expired: 'token_expired'
  },
  'X-32': {
    unsigned: 'algorithm_not_allowed',
    symmetric: 'algorithm_not_allowed',
    unknown_algorithm: 'algorithm_not_allowed',
    critical: 'token_critical_header',
    unknown_kid: 'key_not_found',
    other_type: 'token_type_mismatch',
    bad_signature: 'signature_invalid'
  },
  'X-33': { missing: 'audience_missing', slash: 'audience_mismatch', different: 'audience_mismatch' },
  'X-34': { wrong_type: 'claim_malformed', milliseconds: 'claim_malformed' },
  'X-35': { missing: 'issuer_missing', differs: 'issuer_untrusted' },
  'X-36': {
    named: 'token_not_access_token',
    for_the_client: 'token_is_id_token',
    marks: 'token_is_id_token'
  },
  'X-37': { insufficient: 'scope_insufficient' },
  'X-39': { unknown_method: 'confirmation_unsupported', bound_unasked: 'confirmation_unsupported' },
  'X-41': { too_large: 'token_too_large' }
}

/**
 * Returns the code with which an API refuses because of a finding; undefined if no code or several follow.
 * With several findings, the API reports the first in the order of its request pipeline.
 */
export function refusalCodeOf(id: string, reason: string): ErrorCode | undefined {
  return REFUSAL_CODES[id]?.[reason]
}
