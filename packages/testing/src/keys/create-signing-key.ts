import type { KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK } from 'jose'
import { generateKeyPair } from './generate-key-pair.ts'
import type { PublicJwk } from './public-jwk.ts'
import { requireSigningAlgorithm } from './signing-algorithm.ts'
import type { SigningAlgorithm } from './signing-algorithm.ts'

/** A key pair that signs access tokens. It is kept only in memory. */
export interface SigningKey {
  /** Key id, as in the header of the tokens and in the published JWK. */
  readonly kid: string
  /** The algorithm that the published JWK names. */
  readonly algorithm: SigningAlgorithm
  /** The public half as it is published, with `kid`, `alg` and `use`. */
  readonly publicJwk: PublicJwk
  /** The public half, for Node's own crypto. */
  readonly publicKey: KeyObject
  /** The private half. */
  readonly privateKey: KeyObject
}

/**
 * Makes a fresh signing key, for example to sign a token with a key that no issuer publishes.
 *
 * @param algorithm A JWS algorithm, such as `ES256`. RSA keys have 2048 bits.
 * @param kid Key id. Default: the thumbprint of the public key (RFC 7638).
 * @throws {TypeError} When the algorithm is not one that the test issuer signs with.
 */
export async function createSigningKey(algorithm: string, kid?: string): Promise<SigningKey> {
  const known = requireSigningAlgorithm(algorithm)
  const { publicKey, privateKey } = await generateKeyPair(known)
  const jwk = await exportJWK(publicKey)
  const id = kid ?? (await calculateJwkThumbprint(jwk))
  return {
    kid: id,
    algorithm: known,
    publicJwk: { ...jwk, kid: id, alg: known, use: 'sig' },
    publicKey,
    privateKey
  }
}
