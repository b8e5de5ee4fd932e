import type { ProofClaims } from './proof-claims.ts'
import { refuseProof } from './refuse-proof.ts'
import { normalizeUri } from './target-uri.ts'

/** Which request a proof must be for. */
export interface ProofTarget {
  readonly method: string | undefined
  /** The full request target as the server received it. */
  readonly target: string | undefined
}

/** How old a proof may be. */
export interface ProofWindow {
  /** Accepted age of a proof, in seconds, if nonces are not in use. */
  readonly proofMaxAgeSeconds: number
  /** How far ahead `iat` may be, in seconds, if nonces are not in use. */
  readonly proofMaxAheadSeconds: number
}

/**
 * Requires that `htm` is the method of the request, compared with case (RFC 9449 section 4.3, check 8).
 *
 * @throws {ProtectedResourceError} `proof_method_mismatch`.
 */
export function requireMethod({ htm }: ProofClaims, { method }: ProofTarget): void {
  if (htm !== method) throw refuseProof('proof_method_mismatch', HINT_METHOD)
}

/**
 * Requires that `htu` is the URI that the client called (RFC 9449 section 4.3, check 9). Both are normalized.
 *
 * @param claims The claims of the proof.
 * @param request Which request it must be for.
 * @param targetUri The URI of a request target: see `createTargetUri`.
 * @throws {ProtectedResourceError} `proof_target_mismatch`.
 */
export function requireTarget(
  { htu }: ProofClaims,
  { target }: ProofTarget,
  targetUri: (target: string) => string | undefined
): void {
  const expected = target === undefined ? undefined : targetUri(target)
  // Nearly all clients write it in its normal form.
  if (expected !== undefined && (htu === expected || normalizeUri(htu) === expected)) return
  throw refuseProof('proof_target_mismatch', HINT_TARGET)
}

/**
 * Requires that `ath` is the SHA-256 digest of the access token (RFC 9449 section 4.3, check 12).
 *
 * @throws {ProtectedResourceError} `proof_token_mismatch`.
 */
export function requireTokenHash({ ath }: ProofClaims, tokenHash: string): void {
  if (ath !== tokenHash) throw refuseProof('proof_token_mismatch', HINT_TOKEN)
}

/**
 * Requires that `iat` is within the window (RFC 9449 section 4.3, check 11).
 *
 * @param claims The claims of the proof.
 * @param window How old a proof may be.
 * @param now Wall-clock seconds.
 * @throws {ProtectedResourceError} `proof_expired` or `proof_issued_in_future`.
 */
export function requireInTime({ iat }: ProofClaims, window: ProofWindow, now: number): void {
  const age = now - iat
  if (age > window.proofMaxAgeSeconds) throw refuseExpired()
  if (-age > window.proofMaxAheadSeconds) throw refuseProof('proof_issued_in_future', HINT_FUTURE)
}

/**
 * Requires that a proof is used within its own limits, if it has any, with or without nonces (RFC 7519
 * sections 4.1.4 and 4.1.5). The clock of the client may be as far off as for an `iat` in the future.
 *
 * @param claims The claims of the proof.
 * @param window How far clocks may be apart.
 * @param now Wall-clock seconds.
 * @throws {ProtectedResourceError} `proof_expired` or `proof_issued_in_future`.
 */
export function requireOwnLimits({ exp, nbf }: ProofClaims, window: ProofWindow, now: number): void {
  const { proofMaxAheadSeconds } = window
  if (exp !== undefined && now - exp >= proofMaxAheadSeconds) throw refuseExpired()
  if (nbf !== undefined && nbf - now > proofMaxAheadSeconds)
    throw refuseProof('proof_issued_in_future', HINT_FUTURE)
}

/** Makes the refusal of a proof that is too old. */
export function refuseExpired(): Error {
  return refuseProof('proof_expired', HINT_EXPIRED)
}

const HINT_METHOD =
  '"htm" of the proof is not the method of the request; methods are case-sensitive: clients must write GET, not get'
const HINT_TARGET =
  '"htu" of the proof is not the URL of the request: compare the option "publicUrl" with the URL that the client calls, path prefix included'
const HINT_TOKEN =
  '"ath" of the proof is not the SHA-256 digest of this access token in base64url: the client must create a proof for each token'
const HINT_EXPIRED =
  'the proof is too old: the client must create one for each request, or its clock is slow (with the option "dpop.nonce", clients\' clocks do not matter)'
const HINT_FUTURE =
  '"iat" or "nbf" of the proof is in the future: the client\'s clock is fast (with the option "dpop.nonce", clients\' clocks do not matter)'
