import { constants, createHmac, sign, type KeyObject } from 'node:crypto'

/** A part of a token: an object that becomes JSON, or the exact text or bytes, legal or not. */
export type TokenPart = object | string | Uint8Array

/** How to sign: a private key with its algorithm, or a secret for an HMAC that no honest issuer would use. */
export interface Signer {
  algorithm: string
  privateKey: KeyObject | string | Uint8Array
}

/** Base64url of a part. */
export function encodePart(part: TokenPart): string {
  if (part instanceof Uint8Array) return Buffer.from(part).toString('base64url')
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
}

/** A compact JWS over any header and payload; the header is not looked at, `signer` alone decides. */
export function signToken(header: TokenPart, payload: TokenPart, signer: Signer): string {
  const input = `${encodePart(header)}.${encodePart(payload)}`
  return `${input}.${signBytes(input, signer).toString('base64url')}`
}

/** The JWS signature over a signing input. */
export function signBytes(input: string, { algorithm, privateKey }: Signer): Buffer {
  const hash = `sha${algorithm.slice(2)}`
  if (algorithm.startsWith('HS')) return createHmac(hash, privateKey).update(input).digest()
  if (typeof privateKey === 'string' || privateKey instanceof Uint8Array) {
    throw new TypeError('a secret signs HMAC only')
  }
  const data = Buffer.from(input)
  if (algorithm.startsWith('Ed')) return sign(null, data, privateKey)
  if (algorithm.startsWith('ES')) return sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  if (algorithm.startsWith('RS')) return sign(hash, data, privateKey)
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return sign(hash, data, { key: privateKey, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST })
}
