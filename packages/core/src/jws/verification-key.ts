import { decodeBytes } from '#base64url'
import type { JsonObject } from '../json/json-object.ts'
import type { AlgorithmName, SignatureAlgorithm } from './algorithms.ts'
import { supportsAlgorithm } from './jwk.ts'
import { isSmallOrder } from './is-small-order.ts'

/** Smallest RSA modulus, in bits (RFC 7518 section 3.3). */
const MIN_RSA_BITS = 2048

/** A signature and what it covers. */
export interface SignatureInput {
  /** Header and payload segments as sent, with the dot between them; ASCII (RFC 7515 section 5.2). */
  readonly signingInput: string
  /** The signature. */
  readonly signature: Uint8Array
}

/**
 * Where a signature is verified. `threadPool` keeps the event loop free; a process with a single core gains
 * nothing from it, and verifies on the main thread. `mainThread` needs less CPU in total and answers in the
 * same turn of the event loop, but blocks it while it verifies. `docs/benchmarks.md` has the figures.
 */
export type SignatureThread = 'threadPool' | 'mainThread'

/**
 * A public key, imported once by the engine (`#engine`). It verifies signatures and nothing else: whose key
 * it is, the caller knows.
 */
export interface VerificationKey {
  /** The algorithms it may verify. */
  readonly algorithms: ReadonlySet<AlgorithmName>
  /**
   * Returns whether the signature is valid; synchronously on the main thread.
   *
   * @throws {TypeError} If the key is not for this algorithm; the promise rejects with it.
   */
  verify(input: SignatureInput, algorithm: AlgorithmName, thread: SignatureThread): boolean | Promise<boolean>
}

/**
 * Imports a public JWK for some algorithms; synchronously on Node.
 *
 * @throws {Error} With a reason that does not quote the key, if it cannot be imported or is too weak; the
 *   promise rejects with it.
 */
export type ImportVerificationKey = (
  jwk: JsonObject,
  algorithms: readonly AlgorithmName[]
) => VerificationKey | Promise<VerificationKey>

/**
 * Requires that a JWK is for each of the algorithms: so no engine is asked to verify with a key that does not
 * fit.
 *
 * @throws {Error} With the reason.
 */
export function requireFit(jwk: JsonObject, algorithms: readonly AlgorithmName[]): void {
  if (!algorithms.every((name) => supportsAlgorithm(jwk, name))) throw new Error(MISFIT)
}

/** The reason for a key that is asked to verify another algorithm. */
export const MISFIT = 'the key is not for this algorithm'

/** The reason for a key that the runtime refuses; what the runtime says might quote the key. */
export const IMPORT_PROBLEM =
  'the key cannot be imported: a member is missing or wrong, or this runtime does not support the algorithm'

/**
 * Refuses keys that anyone could sign for: short RSA keys (RFC 7518 section 3.3), RSA exponents that are even
 * or 1, Ed25519 points of small order.
 *
 * @param imported The key as the engine exports it: the published members may be spelled in several ways.
 * @returns For RSA the length of its signatures in bytes, which is that of the modulus (RFC 8017 sections
 *   8.1.2 and 8.2.2; OpenSSL itself accepts shorter ones), else 0.
 * @throws {Error} With the reason.
 */
export function requireStrongKey(imported: JsonObject): number {
  const { kty, n, e, x } = imported
  if (kty === 'RSA') return requireStrongRsa(numberOf(n), numberOf(e))
  if (kty === 'OKP' && isSmallOrder(bytesOf(x))) throw new Error(SMALL_ORDER)
  return 0
}

/**
 * Returns whether a signature is as long as its algorithm requires. Every engine checks this first.
 *
 * @param signature The signature.
 * @param algorithm Its algorithm.
 * @param modulusBytes What `requireStrongKey` returned for the key.
 */
export function hasSignatureLength(
  signature: Uint8Array,
  algorithm: SignatureAlgorithm,
  modulusBytes: number
): boolean {
  return signature.length === (algorithm.signatureBytes ?? modulusBytes)
}

const SMALL_ORDER = 'an Ed25519 key of small order, with which anyone can sign'

function requireStrongRsa(modulus: Uint8Array, exponent: Uint8Array): number {
  const bits = modulus.length * 8 + 24 - Math.clz32(modulus[0] ?? 0)
  if (bits < MIN_RSA_BITS) throw new Error(`an RSA key of fewer than ${MIN_RSA_BITS} bits`)
  // With the exponent 1, anyone can sign (RFC 8017 section 3.1).
  const last = exponent.at(-1) ?? 0
  if ((last & 1) === 0 || (last === 1 && exponent.length === 1))
    throw new Error('an RSA key whose public exponent is not an odd number of at least 3')
  return modulus.length
}

/** Big-endian, without leading zeros. */
function numberOf(member: unknown): Uint8Array {
  const bytes = bytesOf(member)
  return bytes.subarray(bytes.findIndex((byte) => byte !== 0))
}

function bytesOf(member: unknown): Uint8Array {
  return (typeof member === 'string' ? decodeBytes(member) : undefined) ?? new Uint8Array(0)
}
