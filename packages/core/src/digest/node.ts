import { Buffer } from 'node:buffer'
import { createHmac, hash, timingSafeEqual } from 'node:crypto'

/** What a digest is typed as: on other runtimes, all of them are promises. */
type MaybePromised = string | Promise<string>

/**
 * Computes a SHA-256 digest.
 *
 * @param data Text, as UTF-8, or bytes.
 * @returns The digest in base64url without padding.
 */
export function sha256(data: string | Uint8Array): MaybePromised {
  return hash('sha256', data, 'base64url')
}

/**
 * Computes an HMAC with SHA-256 (RFC 2104).
 *
 * @param secret The secret.
 * @param text The text, as UTF-8.
 * @returns The code in base64url without padding.
 */
export function hmacSha256(secret: string, text: string): MaybePromised {
  return createHmac('sha256', secret).update(text).digest('base64url')
}

/**
 * Returns whether two texts are equal, in a time that depends on their lengths only.
 *
 * @param one One text.
 * @param other The other.
 * @returns Whether they are equal.
 */
export function isEqualText(one: string, other: string): boolean {
  const bytes = Buffer.from(one)
  const others = Buffer.from(other)
  return bytes.length === others.length && timingSafeEqual(bytes, others)
}
