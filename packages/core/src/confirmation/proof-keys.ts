import { sha256 } from '#digest'
import { LRUCache } from 'lru-cache'
import type { AlgorithmName } from '../jws/algorithms.ts'
import type { ImportVerificationKey, SignatureThread, VerificationKey } from '../jws/verification-key.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { parseSegment, type UnverifiedProof } from './parse-proof.ts'
import { validateProofHeader, type UnverifiedProofHeader } from './proof-header.ts'
import { refuseProof } from './refuse-proof.ts'

/** How proof keys are found. */
export interface ProofKeySettings {
  readonly algorithms: ReadonlySet<string>
  readonly thread: SignatureThread
  readonly importKey: ImportVerificationKey
}

/** Verifies signatures of proofs, with the keys that the proofs contain. */
export interface ProofKeys {
  /**
   * Requires that the key of a proof is the one that the token is bound to, and that it signed the proof (RFC
   * 9449 section 4.3, checks 5 to 7 and 12).
   *
   * @throws {ProtectedResourceError} `proof_key_mismatch`, `proof_signature_invalid`, or what
   *   `validateProofHeader` throws; the promise rejects with it.
   */
  verify(proof: UnverifiedProof, jkt: string): Promise<void>
  /** How many keys are cached. */
  readonly size: number
}

/** A key that signed a proof before. */
interface ProofKey {
  /** The header of the proof: the same in every proof of most clients. */
  readonly headerSegment: string
  readonly algorithm: AlgorithmName
  readonly key: VerificationKey
}

/** How many keys are cached, and how many characters their headers may have in total. */
const MAX_KEYS = 10_000
const MAX_CHARACTERS = 10 * 1024 * 1024

/**
 * Creates the cache of proof keys. The key of a client is cached by its thumbprint, with the text of its
 * header, once it verified a signature for a token that is bound to it: from then on a proof with the same
 * header costs one verification. A key that no token is bound to is refused by its thumbprint. It is never
 * imported and never cached, so floods of keys cost one digest each.
 *
 * @param settings How keys are found.
 * @returns The cache.
 */
export function createProofKeys({ algorithms, thread, importKey }: ProofKeySettings): ProofKeys {
  const cached = new LRUCache<string, ProofKey>({
    max: MAX_KEYS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ headerSegment }) => headerSegment.length
  })

  async function importBound(headerSegment: string, jkt: string): Promise<ProofKey> {
    const header = validateProofHeader(parseSegment(headerSegment), algorithms)
    requireSameKey(await sha256(header.thumbprintInput), jkt)
    return { headerSegment, algorithm: header.algorithm, key: await importProofKey(header, importKey) }
  }

  return {
    async verify(proof, jkt) {
      const cachedKey = cached.get(jkt)
      // Another header of the same key is validated like a new one.
      const isKnown = cachedKey?.headerSegment === proof.headerSegment
      const proofKey = isKnown ? cachedKey : await importBound(proof.headerSegment, jkt)
      requireSigned(await proofKey.key.verify(proof, proofKey.algorithm, thread))
      if (!isKnown) cached.set(jkt, proofKey)
    },
    get size() {
      return cached.size
    }
  }
}

/**
 * Requires that a key is the one that the token is bound to (RFC 9449 section 4.3, check 12).
 *
 * @param thumbprint The thumbprint of the key.
 * @param jkt The thumbprint that the token is bound to.
 * @throws {ProtectedResourceError} `proof_key_mismatch`.
 */
export function requireSameKey(thumbprint: string, jkt: string): void {
  if (thumbprint !== jkt) throw new ProtectedResourceError('proof_key_mismatch', { hint: HINT_KEY })
}

/**
 * Requires that a signature was found valid (RFC 9449 section 4.3, check 6).
 *
 * @throws {ProtectedResourceError} `proof_signature_invalid`.
 */
export function requireSigned(isSigned: boolean): void {
  if (!isSigned) throw refuseProof('proof_signature_invalid', HINT_SIGNATURE)
}

/**
 * Imports the key of a proof.
 *
 * @throws {ProtectedResourceError} `proof_key_invalid`; the promise rejects with it.
 */
export async function importProofKey(
  { jwk, algorithm }: UnverifiedProofHeader,
  importKey: ImportVerificationKey
): Promise<VerificationKey> {
  try {
    return await importKey(jwk, [algorithm])
  } catch {
    throw refuseProof('proof_key_invalid', HINT_IMPORT)
  }
}

const HINT_SIGNATURE =
  'the signature of the proof was not made with its key: the proof was changed, or the client does not send the bytes that it signs'
const HINT_KEY =
  'the token is not bound to the key of the proof: the client created a new key, or the token was stolen'
const HINT_IMPORT =
  'the key of the proof cannot be imported: a member is invalid, the key is too weak, or this runtime does not support the algorithm'
