/**
 * One row of the table of refusals: what the client is told. The reason code itself, the cause and the hint
 * stay on our side of the wire.
 */
export interface ErrorRow {
  /** HTTP status of the answer. */
  readonly status: 400 | 401 | 403 | 503
  /**
   * The OAuth error of the challenge and the body; absent where no usable credentials were sent (RFC 6750
   * section 3.1).
   */
  readonly oauthError?: OAuthError
  /** Fixed public text, inside the character set of RFC 6750 section 3. */
  readonly description?: string
}

/** Error codes that go over the wire: RFC 6750 section 3.1, RFC 9470 section 3, and our own for a 503. */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'temporarily_unavailable'

const NO_CREDENTIALS: ErrorRow = { status: 401 }

const INVALID_REQUEST: ErrorRow = {
  status: 400,
  oauthError: 'invalid_request',
  description: 'the request does not carry exactly one well-formed access token'
}

const INVALID_TOKEN: ErrorRow = {
  status: 401,
  oauthError: 'invalid_token',
  description: 'the access token is invalid'
}

const EXPIRED_TOKEN: ErrorRow = {
  status: 401,
  oauthError: 'invalid_token',
  description: 'the access token expired'
}

const INSUFFICIENT_SCOPE: ErrorRow = {
  status: 403,
  oauthError: 'insufficient_scope',
  description: 'the access token does not grant what this resource requires'
}

const INSUFFICIENT_AUTHENTICATION: ErrorRow = {
  status: 401,
  oauthError: 'insufficient_user_authentication',
  description: 'this resource requires a stronger or more recent authentication'
}

const UNAVAILABLE: ErrorRow = {
  status: 503,
  oauthError: 'temporarily_unavailable',
  description: 'access tokens cannot be verified at the moment'
}

/** A stable reason code. New ones may be added in a minor version; none changes its meaning. */
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
  | 'token_revoked'
  | 'token_rejected'
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
  | 'revocation_unavailable'

/**
 * Every reason for which a request is refused. The keys are public and stable; `docs/errors.md` has a heading
 * for each. Families: 400, 401 and 403 are the request's fault and carry a challenge; 503 is the fault of our
 * surroundings and carries `Retry-After` and no challenge.
 */
export const ERROR_CODES: Readonly<Record<ErrorCode, ErrorRow>> = {
  credentials_missing: NO_CREDENTIALS,
  credentials_scheme_unsupported: NO_CREDENTIALS,
  credentials_malformed: INVALID_REQUEST,
  credentials_repeated: INVALID_REQUEST,

  token_too_large: INVALID_TOKEN,
  token_opaque: INVALID_TOKEN,
  token_encrypted: INVALID_TOKEN,
  token_malformed: INVALID_TOKEN,
  token_critical_header: INVALID_TOKEN,

  issuer_missing: INVALID_TOKEN,
  issuer_untrusted: INVALID_TOKEN,
  algorithm_not_allowed: INVALID_TOKEN,
  key_not_found: INVALID_TOKEN,
  signature_invalid: INVALID_TOKEN,

  token_type_mismatch: INVALID_TOKEN,
  token_not_access_token: INVALID_TOKEN,
  token_is_id_token: INVALID_TOKEN,
  claim_missing: INVALID_TOKEN,
  claim_malformed: INVALID_TOKEN,
  token_expired: EXPIRED_TOKEN,
  token_not_yet_valid: INVALID_TOKEN,
  token_issued_in_future: INVALID_TOKEN,
  token_too_old: INVALID_TOKEN,
  audience_missing: INVALID_TOKEN,
  audience_mismatch: INVALID_TOKEN,
  audience_multiple: INVALID_TOKEN,
  confirmation_unsupported: INVALID_TOKEN,
  token_revoked: INVALID_TOKEN,
  token_rejected: INVALID_TOKEN,

  scope_insufficient: INSUFFICIENT_SCOPE,
  permission_insufficient: INSUFFICIENT_SCOPE,
  role_insufficient: INSUFFICIENT_SCOPE,
  claim_insufficient: INSUFFICIENT_SCOPE,
  authentication_insufficient: INSUFFICIENT_AUTHENTICATION,

  metadata_unreachable: UNAVAILABLE,
  metadata_invalid: UNAVAILABLE,
  metadata_issuer_mismatch: UNAVAILABLE,
  jwks_unreachable: UNAVAILABLE,
  jwks_invalid: UNAVAILABLE,
  issuer_resolution_failed: UNAVAILABLE,
  revocation_unavailable: UNAVAILABLE
}
