import { sha256 } from '#digest'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Store } from '../memory/store.ts'
import type { Nonces } from './nonce.ts'
import { parseProof, type UnverifiedProof } from './parse-proof.ts'
import type { ProofClaims } from './proof-claims.ts'
import type { ProofKeys } from './proof-keys.ts'
import { refuseProof } from './refuse-proof.ts'
import { normalizeUri } from './target-uri.ts'

/** How proofs are verified. */
export interface DpopSettings {
  readonly keys: ProofKeys
  /** Accepted age of a proof, in seconds, if nonces are not in use. */
  readonly proofMaxAgeSeconds: number
  /** How far ahead `iat` may be, in seconds, if nonces are not in use. */
  readonly proofMaxAheadSeconds: number
  /** Undefined if nonces are not in use. */
  readonly nonces: Nonces | undefined
  readonly replays: Store
  /** The URI that a client called: see `createTargetUri`. */
  readonly targetUri: (target: string) => string | undefined
  /** Wall-clock seconds. */
  readonly now: () => number
}

/** What a proof must be for. */
export interface ProofExpectations {
  readonly method: string | undefined
  /** The full request target as the server received it. */
  readonly target: string | undefined
  readonly accessToken: string
  /** The thumbprint that the token is bound to. */
  readonly jkt: string
}

/** A proof that passed every check. */
export interface VerifiedProof {
  /** Whether the client needs a new nonce soon: more than half of the lifetime is over. */
  readonly needsNonce: boolean
}

/** Verifies the value of a `DPoP` header. */
export type VerifyProof = (
  field: string | readonly string[] | undefined,
  expected: ProofExpectations
) => Promise<VerifiedProof>

/**
 * Creates the verification of DPoP proofs: the checks of RFC 9449 section 4.3, the cheap ones first, then
 * single use (section 11.1). A proof is recorded after its signature and its binding were verified.
 *
 * @param settings How proofs are verified.
 * @returns The function. It rejects with a `ProtectedResourceError` with a `proof_…` code, or
 *   `replay_store_unavailable`.
 */
export function createProofVerification(settings: DpopSettings): VerifyProof {
  return async (field, expected) => {
    if (field === undefined || field === '') throw refuseMissing(settings)
    const proof = parseProof(field)
    const { unverifiedClaims: claims } = proof
    requireMethod(claims, expected)
    requireTarget(claims, expected, settings)
    await requireTokenHash(claims, expected.accessToken)
    const time = await requireFresh(claims, settings)
    await settings.keys.verify(proof, expected.jkt)
    await requireUnused(proof, { jkt: expected.jkt, time, settings })
    return { needsNonce: time.needsNonce }
  }
}

function refuseMissing({ nonces }: DpopSettings): ProtectedResourceError {
  return nonces === undefined
    ? refuseProof('proof_missing', HINT_MISSING)
    : refuseProof('proof_nonce_missing', HINT_MISSING)
}

function requireMethod({ htm }: ProofClaims, { method }: ProofExpectations): void {
  if (htm !== method) throw refuseProof('proof_method_mismatch', HINT_METHOD)
}

function requireTarget(
  { htu }: ProofClaims,
  { target }: ProofExpectations,
  { targetUri }: DpopSettings
): void {
  const expected = target === undefined ? undefined : targetUri(target)
  if (expected !== undefined && expected === normalizeUri(htu)) return
  throw refuseProof('proof_target_mismatch', HINT_TARGET)
}

async function requireTokenHash({ ath }: ProofClaims, accessToken: string): Promise<void> {
  if (ath !== (await sha256(accessToken))) throw refuseProof('proof_token_mismatch', HINT_TOKEN)
}

interface ProofTime {
  /** Wall-clock seconds: the last moment at which the proof would be accepted. */
  readonly acceptedUntil: number
  readonly needsNonce: boolean
}

/** With a nonce, the clock of the client does not matter (RFC 9449 section 11.1). */
function requireFresh(claims: ProofClaims, settings: DpopSettings): ProofTime | Promise<ProofTime> {
  const { nonces } = settings
  return nonces === undefined ? requireInTime(claims, settings) : requireNonce(claims, nonces, settings.now())
}

function requireInTime({ iat }: ProofClaims, settings: DpopSettings): ProofTime {
  const age = settings.now() - iat
  if (age > settings.proofMaxAgeSeconds) throw refuseProof('proof_expired', HINT_EXPIRED)
  if (-age > settings.proofMaxAheadSeconds) throw refuseProof('proof_issued_in_future', HINT_FUTURE)
  return { acceptedUntil: iat + settings.proofMaxAgeSeconds, needsNonce: false }
}

async function requireNonce({ nonce }: ProofClaims, nonces: Nonces, now: number): Promise<ProofTime> {
  if (nonce === undefined) throw refuseProof('proof_nonce_missing', HINT_NONCE_MISSING)
  const issuedAt = await nonces.verify(nonce, now)
  if (issuedAt === undefined) throw refuseProof('proof_nonce_invalid', HINT_NONCE_INVALID)
  const { lifetimeSeconds } = nonces
  return { acceptedUntil: issuedAt + lifetimeSeconds, needsNonce: now - issuedAt > lifetimeSeconds / 2 }
}

interface VerifiedUse {
  readonly jkt: string
  readonly time: ProofTime
  readonly settings: DpopSettings
}

/** How far the clocks of instances and of a store may be apart, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 10

/** By a digest: `jti` is of the client's making, and two clients may choose the same. */
async function requireUnused(
  { unverifiedClaims: { jti } }: UnverifiedProof,
  { jkt, time, settings }: VerifiedUse
): Promise<void> {
  const key = await sha256(`${jkt} ${jti}`)
  const isNew: unknown = await recordUse(settings.replays, key, time)
  // Anything but true refuses, whatever a store without types answers.
  if (isNew !== true) throw refuseProof('proof_replayed', HINT_REPLAYED)
  // Verifying and recording take time. After this moment the store may no longer have an earlier use.
  if (settings.now() > time.acceptedUntil) throw refuseProof('proof_expired', HINT_EXPIRED)
}

async function recordUse(replays: Store, key: string, { acceptedUntil }: ProofTime): Promise<boolean> {
  try {
    return await replays.add(key, acceptedUntil + CLOCK_TOLERANCE_SECONDS)
  } catch (error) {
    throw new ProtectedResourceError('replay_store_unavailable', { hint: HINT_STORE, cause: error })
  }
}

const HINT_MISSING = 'the scheme is DPoP, but the request has no DPoP header: the client must send a proof'
const HINT_METHOD =
  '"htm" of the proof is not the method of the request; methods are compared with case, and clients must write GET, not get'
const HINT_TARGET =
  '"htu" of the proof is not the URL of the request: compare the option "publicUrl" with the URL that the client calls, path prefix included'
const HINT_TOKEN =
  '"ath" of the proof is not the SHA-256 digest of this access token in base64url: the client must make a proof for each token'
const HINT_EXPIRED =
  'the proof is too old: the client must make one for each request; or its clock is behind (the option "dpop.nonce" makes clients\' clocks irrelevant)'
const HINT_FUTURE =
  '"iat" of the proof is in the future: the client\'s clock is ahead (the option "dpop.nonce" makes clients\' clocks irrelevant)'
const HINT_NONCE_MISSING =
  'the proof has no "nonce": the client must repeat the request with that of DPoP-Nonce'
const HINT_NONCE_INVALID =
  'the "nonce" of the proof expired or was not issued by this API: the client must use the DPoP-Nonce of this answer; instances must share "dpop.nonce.secrets"'
const HINT_STORE =
  'the proof could not be recorded as used: the store of "dpop.replays" failed or is full; the cause says how'
const HINT_REPLAYED = 'the proof was used before: the client must make one with a new "jti" for each request'
