import { Buffer, isUtf8 } from 'node:buffer'

/**
 * Decodes base64url to text. The alphabet was checked before; the bytes must be UTF-8 (RFC 8725 section 3.7).
 *
 * @param segment Strict base64url.
 * @returns The text, or undefined where the bytes are no UTF-8.
 */
export function decodeText(segment: string): string | undefined {
  const bytes = Buffer.from(segment, 'base64url')
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined
}

/**
 * Decodes base64url to bytes.
 *
 * @param segment Strict base64url.
 * @returns The bytes.
 */
export function decodeBytes(segment: string): Uint8Array {
  return Buffer.from(segment, 'base64url')
}
