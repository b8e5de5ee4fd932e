import type { ErrorCode } from '@portcullis/core'

/** One stage of the pipeline. */
export type Stage =
  'credentials' | 'token' | 'issuer' | 'algorithm' | 'claims' | 'keys' | 'signature' | 'guards'

/** The stages of the pipeline, in the order in which a protected resource goes through them. */
export const STAGES: readonly Stage[] = [
  'credentials',
  'token',
  'issuer',
  'algorithm',
  'claims',
  'keys',
  'signature',
  'guards'
]

/** The stage at which each refusal happens. */
export const STAGE_OF_CODE: Readonly<Record<ErrorCode, Stage>> = {
  credentials_missing: 'credentials',
  credentials_scheme_unsupported: 'credentials',
  credentials_malformed: 'credentials',
  credentials_repeated: 'credentials',
  token_too_large: 'token',
  token_opaque: 'token',
  token_encrypted: 'token',
  token_malformed: 'token',
  token_critical_header: 'token',
  issuer_missing: 'issuer',
  issuer_untrusted: 'issuer',
  issuer_resolution_failed: 'issuer',
  algorithm_not_allowed: 'algorithm',
  token_type_mismatch: 'claims',
  token_not_access_token: 'claims',
  token_is_id_token: 'claims',
  claim_missing: 'claims',
  claim_malformed: 'claims',
  token_expired: 'claims',
  token_not_yet_valid: 'claims',
  token_issued_in_future: 'claims',
  token_too_old: 'claims',
  audience_missing: 'claims',
  audience_mismatch: 'claims',
  audience_multiple: 'claims',
  confirmation_unsupported: 'claims',
  metadata_unreachable: 'keys',
  metadata_invalid: 'keys',
  metadata_issuer_mismatch: 'keys',
  jwks_unreachable: 'keys',
  jwks_invalid: 'keys',
  key_not_found: 'keys',
  signature_invalid: 'signature',
  token_revoked: 'guards',
  revocation_unavailable: 'guards',
  token_rejected: 'guards',
  scope_insufficient: 'guards',
  permission_insufficient: 'guards',
  role_insufficient: 'guards',
  claim_insufficient: 'guards',
  authentication_insufficient: 'guards'
}
