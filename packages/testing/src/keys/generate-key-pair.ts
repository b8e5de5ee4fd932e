import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair as generate,
  type KeyObject,
  type KeyPairSyncResult
} from 'node:crypto'
import type { SigningAlgorithm } from './signing-algorithm.ts'

/** A new key pair, in memory only. */
export interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/**
 * Generates a key pair. The keys pass through bytes: Node 20 can deadlock if it collects the job that
 * generated a key while that key is exported as a JWK.
 *
 * @param algorithm The JWS algorithm that it is for. RSA keys have 2048 bits.
 */
export async function generateKeyPair(algorithm: SigningAlgorithm): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateBytes(algorithm)
  return {
    publicKey: createPublicKey({ key: publicKey, type: 'spki', format: 'der' }),
    privateKey: createPrivateKey({ key: privateKey, type: 'pkcs8', format: 'der' })
  }
}

type Bytes = KeyPairSyncResult<Buffer, Buffer>

const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }

/** The encodings of keys that pass through bytes. */
export const DER = {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'der' }
} as const

function generateBytes(algorithm: SigningAlgorithm): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, publicKey: Buffer, privateKey: Buffer): void => {
      if (error === null) resolve({ publicKey, privateKey })
      else reject(error)
    }
    const namedCurve = CURVES[algorithm]
    if (namedCurve !== undefined) generate('ec', { namedCurve, ...DER }, settle)
    else if (algorithm.startsWith('Ed')) generate('ed25519', DER, settle)
    else generate('rsa', { modulusLength: 2048, ...DER }, settle)
  })
}
