import * as base64url from 'jose/base64url'

const UTF8 = new TextEncoder()

/**
 * Computes a SHA-256 digest.
 *
 * @param data Text, as UTF-8, or bytes.
 * @returns The digest in base64url without padding.
 */
export async function sha256(data: string | Uint8Array): Promise<string> {
  // A copy: Web Cryptography does not read memory that threads share.
  const bytes = typeof data === 'string' ? UTF8.encode(data) : new Uint8Array(data)
  return encode(await crypto.subtle.digest('SHA-256', bytes))
}

/**
 * Computes an HMAC with SHA-256 (RFC 2104).
 *
 * @param secret The secret.
 * @param text The text, as UTF-8.
 * @returns The code in base64url without padding.
 */
export async function hmacSha256(secret: string, text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', UTF8.encode(secret), algorithm, false, ['sign'])
  return encode(await crypto.subtle.sign('HMAC', key, UTF8.encode(text)))
}

/**
 * Returns whether two texts are equal, in a time that depends on their lengths only.
 *
 * @param one One text.
 * @param other The other.
 * @returns Whether they are equal.
 */
export function isEqualText(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let index = 0; index < one.length; index += 1) {
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  }
  return difference === 0
}

function encode(bytes: ArrayBuffer): string {
  return base64url.encode(new Uint8Array(bytes))
}
