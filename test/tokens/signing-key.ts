import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'

/** A key pair with its JWK as an authorization server would publish it. */
export interface SigningKey {
  kid: string
  algorithm: string
  privateKey: KeyObject
  publicKey: KeyObject
  publicJwk: JsonWebKey & { kid: string; alg: string; use: string }
}

const curves: Record<string, string> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }

/** Makes a fresh key pair for a JWS algorithm; `modulusLength` counts for RSA only. */
export function createSigningKey(algorithm: string, kid: string, modulusLength = 2048): SigningKey {
  const { privateKey, publicKey } = generateKeyPair(algorithm, modulusLength)
  const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' }
  return { kid, algorithm, privateKey, publicKey, publicJwk }
}

function generateKeyPair(algorithm: string, modulusLength: number) {
  const namedCurve = curves[algorithm]
  if (namedCurve !== undefined) return generateKeyPairSync('ec', { namedCurve })
  if (algorithm === 'EdDSA' || algorithm === 'Ed25519') return generateKeyPairSync('ed25519')
  return generateKeyPairSync('rsa', { modulusLength })
}
