import type { CryptoKey } from 'jose'
import type { AlgorithmName } from './algorithms.ts'

/** One question to an engine: does this signature, by this key and algorithm, cover this input? */
export interface SignatureInput {
  readonly algorithm: AlgorithmName
  /** A public key that fits the algorithm. */
  readonly key: CryptoKey
  /** Header and payload segments with the dot between; ASCII. */
  readonly signingInput: string
  /** The signature. */
  readonly signature: Uint8Array
}

/**
 * Where a signature is verified. `threadPool` keeps the event loop free. In a process that has a single core
 * it does so only while bad signatures come, so that a flood of them does not take the core from callers that
 * are known: else a thread would gain nothing there. `mainThread` computes less in total, answers in the same
 * turn of the event loop, and holds it up for as long as the signature takes. `docs/benchmarks.md` has the
 * figures.
 */
export type SignatureThread = 'threadPool' | 'mainThread'
