import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose'
import type { AlgorithmName } from '../../src/jws/algorithms.ts'
import { EXAMPLE_RSA_KEY } from './example-rsa-key.ts'
import { createTestKey, importRsaKey, isRsa, NOW, signToken, type TestKey } from './test-token.ts'

/** The token that proofs are for, the request that they are sent with, and how a client sees the API. */
export const ACCESS_TOKEN = 'header.payload.signature'
export const PUBLIC_URL = 'https://api.example.test'
export const TARGET = '/messages?page=2'
export const HTU = `${PUBLIC_URL}/messages`

/** A client's key, and the public JWK that it sends. */
export interface ProofKeyPair extends TestKey {
  readonly publicJwk: JWK
  readonly jkt: string
}

/** Makes the key of a client; all RSA keys are the same. */
export async function createProofKey(algorithm: AlgorithmName = 'ES256'): Promise<ProofKeyPair> {
  const key = await (isRsa(algorithm) ? importRsaKey(EXAMPLE_RSA_KEY, algorithm) : createTestKey(algorithm))
  const publicJwk = await exportJWK(key.publicKey)
  return { ...key, publicJwk, jkt: await calculateJwkThumbprint(publicJwk) }
}

/** The digest that `ath` must be. */
export function tokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url')
}

/** What is different in a proof; a member that is undefined is omitted. */
export interface ProofChange {
  readonly header?: object
  readonly claims?: object
}

/** Makes a valid proof for GET, or one that differs. */
export async function makeProof(key: ProofKeyPair, { header = {}, claims = {} }: ProofChange = {}) {
  return signToken(key, {
    header: { typ: 'dpop+jwt', jwk: key.publicJwk, kid: undefined, ...header },
    claims: { jti: randomUUID(), htm: 'GET', htu: HTU, iat: NOW, ath: tokenHash(ACCESS_TOKEN), ...claims }
  })
}
