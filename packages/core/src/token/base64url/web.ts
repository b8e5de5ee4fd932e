const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Decodes base64url to text. The alphabet was checked before; the bytes must be UTF-8 (RFC 8725 section 3.7).
 *
 * @param segment Strict base64url.
 * @returns The text, or undefined where the bytes are no UTF-8.
 */
export function decodeText(segment: string): string | undefined {
  try {
    return UTF8.decode(decodeBytes(segment))
  } catch {
    return undefined
  }
}

/**
 * Decodes base64url to bytes.
 *
 * @param segment Strict base64url.
 * @returns The bytes.
 */
export function decodeBytes(segment: string): Uint8Array {
  const binary = atob(segment.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
