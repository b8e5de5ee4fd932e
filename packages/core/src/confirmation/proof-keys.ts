import { sha256 } from '#digest'
import { LRUCache } from 'lru-cache'
import type { AlgorithmName } from '../jws/algorithms.ts'
import type { ImportVerificationKey, SignatureThread, VerificationKey } from '../jws/verification-key.ts'
import { chain } from '../flow/chain.ts'
import { rescue } from '../flow/rescue.ts'
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
   * 9449 section 4.3, checks 5 to 7 and 12). Synchronous for a cached key if the engine is.
   *
   * @throws {ProtectedResourceError} `proof_key_mismatch`, `proof_signature_invalid`, or what
   *   `validateProofHeader` throws.
   */
  verify(proof: UnverifiedProof, jkt: string): void | Promise<void>
  /** How many keys are cached. */
  readonly size: number
}

/** A key that signed a proof before. */
interface ProofKey {
  readonly algorithm: AlgorithmName
  readonly thumbprint: string
  readonly key: VerificationKey
}

/** How many keys are cached, and how many characters their headers may have in total. */
const MAX_KEYS = 10_000
const MAX_CHARACTERS = 10 * 1024 * 1024

/**
 * Creates the cache of proof keys. The key of a client is cached by the text of its header once it verified a
 * signature for a token that is bound to it: from then on a proof costs one verification. A key that no token
 * is bound to is refused by its thumbprint. It is never imported and never cached, so floods of keys cost one
 * digest each.
 *
 * @param settings How keys are found.
 * @returns The cache.
 */
export function createProofKeys({ algorithms, thread, importKey }: ProofKeySettings): ProofKeys {
  const cached = new LRUCache<string, ProofKey>({
    max: MAX_KEYS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_key, header) => header.length
  })

  function resolve(segment: string, jkt: string): ProofKey | Promise<ProofKey> {
    const known = cached.get(segment)
    if (known !== undefined) return requireBound(known, jkt)
    const header = validateProofHeader(parseSegment(segment), algorithms)
    return chain(sha256(header.thumbprintInput), (thumbprint) => {
      requireBound({ thumbprint }, jkt)
      return chain(importProofKey(header, importKey), (key) => ({
        algorithm: header.algorithm,
        thumbprint,
        key
      }))
    })
  }

  return {
    verify({ headerSegment, signingInput, signature }, jkt) {
      return chain(resolve(headerSegment, jkt), (proofKey) =>
        chain(proofKey.key.verify({ signingInput, signature }, proofKey.algorithm, thread), (isSigned) => {
          if (!isSigned) throw refuseProof('proof_signature_invalid', HINT_SIGNATURE)
          if (!cached.has(headerSegment)) cached.set(headerSegment, proofKey)
        })
      )
    },
    get size() {
      return cached.size
    }
  }
}

function requireBound<K extends { readonly thumbprint: string }>(key: K, jkt: string): K {
  if (key.thumbprint === jkt) return key
  throw new ProtectedResourceError('proof_key_mismatch', { hint: HINT_KEY })
}

function importProofKey(
  { jwk, algorithm }: UnverifiedProofHeader,
  importKey: ImportVerificationKey
): VerificationKey | Promise<VerificationKey> {
  return rescue(
    () => importKey(jwk, [algorithm]),
    () => {
      throw refuseProof('proof_key_invalid', HINT_IMPORT)
    }
  )
}

const HINT_SIGNATURE =
  'the signature of the proof was not made with its key: the proof was changed, or the client signs other bytes than it sends'
const HINT_KEY =
  'the token is bound to another key than that of the proof: the client made a new key, or the token was stolen'
const HINT_IMPORT =
  'the key of the proof cannot be imported: a member is invalid, it is too weak, or this runtime does not have the algorithm'
