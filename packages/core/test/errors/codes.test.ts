import { describe, expect, test } from 'vitest'
import { ERROR_CODES, type ErrorCode } from '../../src/errors/codes.ts'

const rows = Object.entries(ERROR_CODES).map(([code, row]) => ({ code, ...row }))

/** What clients, dashboards and alarms rely on: it changes in a major version only. */
const PUBLISHED: Readonly<Record<string, readonly ErrorCode[]>> = {
  '401 without error': ['credentials_missing', 'credentials_scheme_unsupported'],
  '400 invalid_request': ['credentials_malformed', 'credentials_repeated'],
  '401 invalid_token': [
    'token_too_large',
    'token_opaque',
    'token_encrypted',
    'token_malformed',
    'token_critical_header',
    'issuer_missing',
    'issuer_untrusted',
    'algorithm_not_allowed',
    'key_not_found',
    'signature_invalid',
    'token_type_mismatch',
    'token_not_access_token',
    'token_is_id_token',
    'claim_missing',
    'claim_malformed',
    'token_expired',
    'token_not_yet_valid',
    'token_issued_in_future',
    'token_too_old',
    'audience_missing',
    'audience_mismatch',
    'audience_multiple',
    'confirmation_unsupported',
    'token_inactive',
    'token_revoked',
    'claims_rejected',
    'token_rejected',
    'token_replayed',
    'credentials_scheme_mismatch',
    'token_not_bound',
    'certificate_missing',
    'certificate_mismatch',
    'proof_key_mismatch'
  ],
  '401 invalid_dpop_proof': [
    'proof_missing',
    'proof_repeated',
    'proof_too_large',
    'proof_malformed',
    'proof_type_mismatch',
    'proof_algorithm_not_allowed',
    'proof_key_private',
    'proof_key_invalid',
    'proof_method_mismatch',
    'proof_target_mismatch',
    'proof_token_mismatch',
    'proof_expired',
    'proof_issued_in_future',
    'proof_signature_invalid',
    'proof_replayed'
  ],
  '401 use_dpop_nonce': ['proof_nonce_missing', 'proof_nonce_invalid'],
  '403 insufficient_scope': [
    'scope_insufficient',
    'permission_insufficient',
    'role_insufficient',
    'claim_insufficient'
  ],
  '401 insufficient_user_authentication': ['authentication_insufficient'],
  '503 temporarily_unavailable': [
    'metadata_unreachable',
    'metadata_invalid',
    'metadata_issuer_mismatch',
    'jwks_unreachable',
    'jwks_invalid',
    'issuer_resolution_failed',
    'introspection_unreachable',
    'introspection_refused',
    'introspection_invalid',
    'introspection_busy',
    'revocation_unavailable',
    'replay_store_unavailable'
  ]
}

describe('the table of refusals', () => {
  test('has the published codes with their status and OAuth error, and no others', () => {
    const families: Record<string, string[]> = {}
    for (const { code, status, oauthError = 'without error' } of rows) {
      const family = (families[`${status} ${oauthError}`] ??= [])
      family.push(code)
    }
    expect(families).toEqual(PUBLISHED)
  })

  test.each(rows)('$code is lower snake case of a subject and a reason', ({ code }) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)+$/u)
  })

  test.each(rows)('the public text of $code fits into a challenge, RFC 6750 section 3', (row) => {
    expect(row.description ?? '').toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/u)
    expect(row.description === undefined).toBe(row.oauthError === undefined)
  })

  test('has the stage of the pipeline for each code', () => {
    const stages: Record<string, string[]> = {}
    for (const { code, stage } of rows) (stages[stage] ??= []).push(code)
    expect(Object.keys(stages).toSorted()).toEqual([
      'algorithm',
      'claims',
      'credentials',
      'guards',
      'issuer',
      'keys',
      'signature',
      'token'
    ])
    expect(stages).toMatchObject({
      algorithm: ['algorithm_not_allowed'],
      signature: ['signature_invalid'],
      issuer: ['issuer_missing', 'issuer_untrusted', 'issuer_resolution_failed']
    })
    expect(stages['keys']).toEqual(
      rows.filter(({ code }) => /^(key|jwks|metadata)_/.test(code)).map(({ code }) => code)
    )
  })

  test('the public texts are few, so that they tell an attacker no reason', () => {
    expect([...new Set(rows.map(({ description }) => description))]).toEqual([
      undefined,
      'the request does not carry exactly one well-formed access token',
      'the access token is invalid',
      'the access token expired',
      'the DPoP proof is invalid',
      'the DPoP proof must contain the nonce of this answer',
      'the access token does not grant what this resource requires',
      'this resource requires a stronger or more recent authentication',
      'access tokens cannot be verified at the moment'
    ])
    const expired = rows.filter(({ description }) => description === 'the access token expired')
    expect(expired.map(({ code }) => code)).toEqual(['token_expired'])
  })
})
