import type { CryptoKey } from 'jose'
import { ALGORITHMS, type SignatureAlgorithm } from './algorithms.ts'
import type { SignatureInput } from './signature-input.ts'

/** By key: asking a key costs more than looking here. */
const rsaLengths = new WeakMap<CryptoKey, number>()

/**
 * Tells whether a signature is as long as it must be: as the modulus for RSA (RFC 8017 sections 8.1.2 and
 * 8.2.2, where OpenSSL itself lets a shorter one pass), twice the order for ECDSA and EdDSA. Every engine
 * asks this first.
 *
 * @param check What is to be verified.
 * @returns Whether it is; true where the algorithm leaves the length to the implementation.
 */
export function hasSignatureLength({ algorithm, key, signature }: SignatureInput): boolean {
  const { kty, signatureBytes = signature.length }: SignatureAlgorithm = ALGORITHMS[algorithm]
  return signature.length === (kty === 'RSA' ? modulusBytes(key) : signatureBytes)
}

function modulusBytes(key: CryptoKey): number {
  const known = rsaLengths.get(key)
  if (known !== undefined) return known
  const length = Math.ceil(Number(Reflect.get(key.algorithm, 'modulusLength')) / 8)
  rsaLengths.set(key, length)
  return length
}
