import { sha256 } from '#digest'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Nonces } from './nonce.ts'
import { parseProof, type UnverifiedProof } from './parse-proof.ts'
import type { ProofClaims } from './proof-claims.ts'
import type { ProofKeys } from './proof-keys.ts'
import type { RecordUse } from './proof-uses.ts'
import {
  refuseExpired,
  requireInTime,
  requireMethod,
  requireOwnLimits,
  requireTarget,
  requireTokenHash,
  type ProofTarget,
  type ProofWindow
} from './proof-rules.ts'
import { refuseProof } from './refuse-proof.ts'

/** How proofs are verified. */
export interface DpopSettings extends ProofWindow {
  readonly keys: ProofKeys
  /** Undefined if nonces are not in use. */
  readonly nonces: Nonces | undefined
  readonly recordUse: RecordUse
  /** The URI that a client called: see `createTargetUri`. */
  readonly targetUri: (target: string) => string | undefined
  /** Wall-clock seconds. */
  readonly now: () => number
}

/** What a proof must be for. */
export interface ProofExpectations extends ProofTarget {
  /** The request object that has the proof. */
  readonly request: object
  /** The SHA-256 digest of the access token, in base64url. */
  readonly tokenHash: string
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
    requireTarget(claims, expected, settings.targetUri)
    requireTokenHash(claims, expected.tokenHash)
    requireOwnLimits(claims, settings, settings.now())
    const { nonces } = settings
    const time =
      nonces === undefined
        ? requireRecent(claims, settings)
        : await requireNonce(claims, nonces, settings.now())
    await settings.keys.verify(proof, expected.jkt)
    await requireUnused(proof, { expected, time, settings })
    return { needsNonce: time.needsNonce }
  }
}

function refuseMissing({ nonces }: DpopSettings): ProtectedResourceError {
  return nonces === undefined
    ? refuseProof('proof_missing', HINT_MISSING)
    : refuseProof('proof_nonce_missing', HINT_MISSING)
}

interface ProofTime {
  /** Wall-clock seconds: the last moment at which the proof would be accepted. */
  readonly acceptedUntil: number
  readonly needsNonce: boolean
}

function requireRecent(claims: ProofClaims, settings: DpopSettings): ProofTime {
  requireInTime(claims, settings, settings.now())
  return { acceptedUntil: claims.iat + settings.proofMaxAgeSeconds, needsNonce: false }
}

/** With a nonce, the clock of the client does not matter (RFC 9449 section 11.1). */
async function requireNonce({ nonce }: ProofClaims, nonces: Nonces, now: number): Promise<ProofTime> {
  if (nonce === undefined) throw refuseProof('proof_nonce_missing', HINT_NONCE_MISSING)
  const issuedAt = await nonces.verify(nonce, now)
  if (issuedAt === undefined) throw refuseProof('proof_nonce_invalid', HINT_NONCE_INVALID)
  const { lifetimeSeconds } = nonces
  return { acceptedUntil: issuedAt + lifetimeSeconds, needsNonce: now - issuedAt > lifetimeSeconds / 2 }
}

interface VerifiedUse {
  readonly expected: ProofExpectations
  readonly time: ProofTime
  readonly settings: DpopSettings
}

/** How far the clocks of instances and of a store may be apart, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 10

/** By a digest: `jti` is of the client's making, and two clients may choose the same. */
async function requireUnused(
  { unverifiedClaims: { jti } }: UnverifiedProof,
  { expected: { request, jkt }, time, settings }: VerifiedUse
): Promise<void> {
  const key = await sha256(`${jkt} ${jti}`)
  const untilSeconds = time.acceptedUntil + CLOCK_TOLERANCE_SECONDS
  let isFirst: boolean
  try {
    isFirst = await settings.recordUse({ request, key, untilSeconds })
  } catch (error) {
    throw new ProtectedResourceError('replay_store_unavailable', { hint: HINT_STORE, cause: error })
  }
  if (!isFirst) throw refuseProof('proof_replayed', HINT_REPLAYED)
  // Verifying and recording take time. After this moment the store may no longer have an earlier use.
  if (settings.now() > time.acceptedUntil) throw refuseExpired()
}

const HINT_MISSING = 'the scheme is DPoP, but the request has no DPoP header: the client must send a proof'
const HINT_NONCE_MISSING =
  'the proof has no "nonce": the client must repeat the request with the nonce of the DPoP-Nonce header'
const HINT_NONCE_INVALID =
  'the "nonce" of the proof expired or was not issued by this API: the client must use the DPoP-Nonce of this response; all instances must share "dpop.nonce.secrets"'
const HINT_STORE =
  'the proof could not be recorded as used: the store of "dpop.replays" failed, is full or gave no answer; the cause has details'
const HINT_REPLAYED =
  'the proof was used before: the client must create a proof with a new "jti" for each request'
