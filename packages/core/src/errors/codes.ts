/**
 * One row of the table of refusals: what the client learns, and at which stage of the request pipeline it
 * happens. The reason code itself, the cause and the hint are never sent.
 */
export interface ErrorRow {
  /** HTTP status of the answer. */
  readonly status: 400 | 401 | 403 | 503
  /**
   * The OAuth error of the challenge and the body; absent if the request had no usable credentials (RFC 6750
   * section 3.1).
   */
  readonly oauthError?: OAuthError
  /** Fixed public text, inside the character set of RFC 6750 section 3. */
  readonly description?: string
  /** The stage of the request pipeline at which the refusal happens. */
  readonly stage: Stage
}

/** A stage of the request pipeline. A request passes the stages in this order. */
export type Stage =
  'credentials' | 'token' | 'issuer' | 'algorithm' | 'claims' | 'keys' | 'signature' | 'guards'

/**
 * Error codes on the wire: RFC 6750 section 3.1, RFC 9449 sections 7.1 and 9, RFC 9470 section 3, and our own
 * for a 503.
 */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'temporarily_unavailable'

type Answer = Omit<ErrorRow, 'stage'>

const NO_CREDENTIALS: Answer = { status: 401 }
const INVALID_REQUEST = answer(
  400,
  'invalid_request',
  'the request does not carry exactly one well-formed access token'
)
const INVALID_TOKEN = answer(401, 'invalid_token', 'the access token is invalid')
const EXPIRED_TOKEN = answer(401, 'invalid_token', 'the access token expired')
const INVALID_PROOF = answer(401, 'invalid_dpop_proof', 'the DPoP proof is invalid')
const NONCE_NEEDED = answer(401, 'use_dpop_nonce', 'the DPoP proof must contain the nonce of this answer')
const INSUFFICIENT_SCOPE = answer(
  403,
  'insufficient_scope',
  'the access token does not grant what this resource requires'
)
const INSUFFICIENT_AUTHENTICATION = answer(
  401,
  'insufficient_user_authentication',
  'this resource requires a stronger or more recent authentication'
)
const UNAVAILABLE = answer(503, 'temporarily_unavailable', 'access tokens cannot be verified at the moment')

function answer(status: Answer['status'], oauthError: OAuthError, description: string): Answer {
  return { status, oauthError, description }
}

/** A stable reason code. A minor version can add codes; none changes its meaning. */
export type ErrorCode =
  | 'credentials_missing'
  | 'credentials_scheme_unsupported'
  | 'credentials_malformed'
  | 'credentials_repeated'
  | 'token_too_large'
  | 'token_opaque'
  | 'token_encrypted'
  | 'token_malformed'
  | 'token_critical_header'
  | 'issuer_missing'
  | 'issuer_untrusted'
  | 'algorithm_not_allowed'
  | 'key_not_found'
  | 'signature_invalid'
  | 'token_type_mismatch'
  | 'token_not_access_token'
  | 'token_is_id_token'
  | 'claim_missing'
  | 'claim_malformed'
  | 'token_expired'
  | 'token_not_yet_valid'
  | 'token_issued_in_future'
  | 'token_too_old'
  | 'audience_missing'
  | 'audience_mismatch'
  | 'audience_multiple'
  | 'confirmation_unsupported'
  | 'token_inactive'
  | 'token_revoked'
  | 'claims_rejected'
  | 'token_rejected'
  | 'token_replayed'
  | 'credentials_scheme_mismatch'
  | 'token_not_bound'
  | 'certificate_missing'
  | 'certificate_mismatch'
  | 'proof_key_mismatch'
  | 'proof_missing'
  | 'proof_repeated'
  | 'proof_too_large'
  | 'proof_malformed'
  | 'proof_type_mismatch'
  | 'proof_algorithm_not_allowed'
  | 'proof_key_private'
  | 'proof_key_invalid'
  | 'proof_method_mismatch'
  | 'proof_target_mismatch'
  | 'proof_token_mismatch'
  | 'proof_expired'
  | 'proof_issued_in_future'
  | 'proof_signature_invalid'
  | 'proof_replayed'
  | 'proof_nonce_missing'
  | 'proof_nonce_invalid'
  | 'scope_insufficient'
  | 'permission_insufficient'
  | 'role_insufficient'
  | 'claim_insufficient'
  | 'authentication_insufficient'
  | 'metadata_unreachable'
  | 'metadata_invalid'
  | 'metadata_issuer_mismatch'
  | 'jwks_unreachable'
  | 'jwks_invalid'
  | 'issuer_resolution_failed'
  | 'introspection_unreachable'
  | 'introspection_refused'
  | 'introspection_invalid'
  | 'introspection_busy'
  | 'revocation_unavailable'
  | 'replay_store_unavailable'

/**
 * Every reason to refuse a request. The keys are public and stable; `docs/errors.md` has a heading for each.
 * 400, 401 and 403 are the request's fault and have a challenge; 503 is a server-side failure and has
 * `Retry-After` and no challenge.
 */
export const ERROR_CODES: Readonly<Record<ErrorCode, ErrorRow>> = {
  credentials_missing: { ...NO_CREDENTIALS, stage: 'credentials' },
  credentials_scheme_unsupported: { ...NO_CREDENTIALS, stage: 'credentials' },
  credentials_malformed: { ...INVALID_REQUEST, stage: 'credentials' },
  credentials_repeated: { ...INVALID_REQUEST, stage: 'credentials' },

  token_too_large: { ...INVALID_TOKEN, stage: 'token' },
  token_opaque: { ...INVALID_TOKEN, stage: 'token' },
  token_encrypted: { ...INVALID_TOKEN, stage: 'token' },
  token_malformed: { ...INVALID_TOKEN, stage: 'token' },
  token_critical_header: { ...INVALID_TOKEN, stage: 'token' },

  issuer_missing: { ...INVALID_TOKEN, stage: 'issuer' },
  issuer_untrusted: { ...INVALID_TOKEN, stage: 'issuer' },
  algorithm_not_allowed: { ...INVALID_TOKEN, stage: 'algorithm' },
  key_not_found: { ...INVALID_TOKEN, stage: 'keys' },
  signature_invalid: { ...INVALID_TOKEN, stage: 'signature' },

  token_type_mismatch: { ...INVALID_TOKEN, stage: 'claims' },
  token_not_access_token: { ...INVALID_TOKEN, stage: 'claims' },
  token_is_id_token: { ...INVALID_TOKEN, stage: 'claims' },
  claim_missing: { ...INVALID_TOKEN, stage: 'claims' },
  claim_malformed: { ...INVALID_TOKEN, stage: 'claims' },
  token_expired: { ...EXPIRED_TOKEN, stage: 'claims' },
  token_not_yet_valid: { ...INVALID_TOKEN, stage: 'claims' },
  token_issued_in_future: { ...INVALID_TOKEN, stage: 'claims' },
  token_too_old: { ...INVALID_TOKEN, stage: 'claims' },
  audience_missing: { ...INVALID_TOKEN, stage: 'claims' },
  audience_mismatch: { ...INVALID_TOKEN, stage: 'claims' },
  audience_multiple: { ...INVALID_TOKEN, stage: 'claims' },
  confirmation_unsupported: { ...INVALID_TOKEN, stage: 'claims' },
  token_inactive: { ...INVALID_TOKEN, stage: 'token' },
  token_revoked: { ...INVALID_TOKEN, stage: 'guards' },
  claims_rejected: { ...INVALID_TOKEN, stage: 'guards' },
  token_rejected: { ...INVALID_TOKEN, stage: 'guards' },
  token_replayed: { ...INVALID_TOKEN, stage: 'guards' },

  credentials_scheme_mismatch: { ...INVALID_TOKEN, stage: 'guards' },
  token_not_bound: { ...INVALID_TOKEN, stage: 'guards' },
  certificate_missing: { ...INVALID_TOKEN, stage: 'guards' },
  certificate_mismatch: { ...INVALID_TOKEN, stage: 'guards' },
  proof_key_mismatch: { ...INVALID_TOKEN, stage: 'guards' },
  proof_missing: { ...INVALID_PROOF, stage: 'guards' },
  proof_repeated: { ...INVALID_PROOF, stage: 'guards' },
  proof_too_large: { ...INVALID_PROOF, stage: 'guards' },
  proof_malformed: { ...INVALID_PROOF, stage: 'guards' },
  proof_type_mismatch: { ...INVALID_PROOF, stage: 'guards' },
  proof_algorithm_not_allowed: { ...INVALID_PROOF, stage: 'guards' },
  proof_key_private: { ...INVALID_PROOF, stage: 'guards' },
  proof_key_invalid: { ...INVALID_PROOF, stage: 'guards' },
  proof_method_mismatch: { ...INVALID_PROOF, stage: 'guards' },
  proof_target_mismatch: { ...INVALID_PROOF, stage: 'guards' },
  proof_token_mismatch: { ...INVALID_PROOF, stage: 'guards' },
  proof_expired: { ...INVALID_PROOF, stage: 'guards' },
  proof_issued_in_future: { ...INVALID_PROOF, stage: 'guards' },
  proof_signature_invalid: { ...INVALID_PROOF, stage: 'guards' },
  proof_replayed: { ...INVALID_PROOF, stage: 'guards' },
  proof_nonce_missing: { ...NONCE_NEEDED, stage: 'guards' },
  proof_nonce_invalid: { ...NONCE_NEEDED, stage: 'guards' },

  scope_insufficient: { ...INSUFFICIENT_SCOPE, stage: 'guards' },
  permission_insufficient: { ...INSUFFICIENT_SCOPE, stage: 'guards' },
  role_insufficient: { ...INSUFFICIENT_SCOPE, stage: 'guards' },
  claim_insufficient: { ...INSUFFICIENT_SCOPE, stage: 'guards' },
  authentication_insufficient: { ...INSUFFICIENT_AUTHENTICATION, stage: 'guards' },

  metadata_unreachable: { ...UNAVAILABLE, stage: 'keys' },
  metadata_invalid: { ...UNAVAILABLE, stage: 'keys' },
  metadata_issuer_mismatch: { ...UNAVAILABLE, stage: 'keys' },
  jwks_unreachable: { ...UNAVAILABLE, stage: 'keys' },
  jwks_invalid: { ...UNAVAILABLE, stage: 'keys' },
  issuer_resolution_failed: { ...UNAVAILABLE, stage: 'issuer' },
  introspection_unreachable: { ...UNAVAILABLE, stage: 'token' },
  introspection_refused: { ...UNAVAILABLE, stage: 'token' },
  introspection_invalid: { ...UNAVAILABLE, stage: 'token' },
  introspection_busy: { ...UNAVAILABLE, stage: 'token' },
  revocation_unavailable: { ...UNAVAILABLE, stage: 'guards' },
  replay_store_unavailable: { ...UNAVAILABLE, stage: 'guards' }
}
