import { constants, sign } from 'node:crypto'
import type { KeyObject, SignKeyObjectInput } from 'node:crypto'
import { promisify } from 'node:util'
import type { SigningAlgorithm } from '../keys/signing-algorithm.ts'

/**
 * A part of a token before it is encoded: an object is serialized as JSON, a string or bytes are taken as
 * they are.
 */
export type TokenPart = string | Uint8Array | object

/** What a token is made of, and with what it is signed. */
export interface CompactToken {
  /** The JOSE header. Nothing is added to it. */
  readonly header: TokenPart
  /** The payload. Nothing is added to it. */
  readonly payload: TokenPart
  /** The algorithm that the signature is made with, whatever the header says. */
  readonly algorithm: SigningAlgorithm
  /** The private key. */
  readonly privateKey: KeyObject
}

const signInThreadPool = promisify(sign)

/**
 * Signs any header and payload in compact serialization (RFC 7515 section 7.1), also such as no honest
 * library would sign: that is why it stands on Node's own crypto.
 *
 * @returns The token.
 */
export async function signCompact({ header, payload, algorithm, privateKey }: CompactToken): Promise<string> {
  const signingInput = `${encodePart(header)}.${encodePart(payload)}`
  const signature = await signBytes(signingInput, algorithm, privateKey)
  return `${signingInput}.${signature.toString('base64url')}`
}

/**
 * Encodes a part of a token as base64url.
 *
 * @param part An object is serialized as JSON first; members that are `undefined` are left out.
 */
export function encodePart(part: TokenPart): string {
  if (part instanceof Uint8Array) return Buffer.from(part).toString('base64url')
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
}

async function signBytes(input: string, algorithm: SigningAlgorithm, privateKey: KeyObject): Promise<Buffer> {
  const digest = algorithm.startsWith('Ed') ? null : `sha${algorithm.slice(2)}`
  return signInThreadPool(digest, Buffer.from(input), { key: privateKey, ...signatureForm(algorithm) })
}

/**
 * What the first two letters of an algorithm say about the form of its signature (RFC 7518 sections 3.3 to
 * 3.5).
 */
function signatureForm(algorithm: SigningAlgorithm): Omit<SignKeyObjectInput, 'key'> {
  if (algorithm.startsWith('ES')) return { dsaEncoding: 'ieee-p1363' }
  if (algorithm.startsWith('PS')) {
    return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  }
  return {}
}
