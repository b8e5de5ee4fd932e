import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type ECKeyPairOptions,
  type ED25519KeyPairOptions,
  type JsonWebKey,
  type KeyObject,
  type RSAKeyPairOptions
} from 'node:crypto'

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
  const bytes = generateBytes(algorithm, modulusLength)
  const privateKey = createPrivateKey({ key: bytes.privateKey, type: 'pkcs8', format: 'der' })
  const publicKey = createPublicKey({ key: bytes.publicKey, type: 'spki', format: 'der' })
  const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' }
  return { kid, algorithm, privateKey, publicKey, publicJwk }
}

const DER = {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'der' }
} as const

/** Bytes: Node 20 can deadlock if it collects the job that generated a key while that key is exported. */
function generateBytes(algorithm: string, modulusLength: number): { publicKey: Buffer; privateKey: Buffer } {
  const namedCurve = curves[algorithm]
  if (namedCurve !== undefined) {
    const ec: ECKeyPairOptions<'der', 'der'> = { namedCurve, ...DER }
    return generateKeyPairSync('ec', ec)
  }
  const ed25519: ED25519KeyPairOptions<'der', 'der'> = DER
  if (algorithm === 'EdDSA' || algorithm === 'Ed25519') return generateKeyPairSync('ed25519', ed25519)
  const rsa: RSAKeyPairOptions<'der', 'der'> = { modulusLength, ...DER }
  return generateKeyPairSync('rsa', rsa)
}
