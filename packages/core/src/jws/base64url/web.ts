const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Decodes strict base64url: no padding, no white space, no other alphabet, no stray bits at the end, so that
 * one value has one spelling (RFC 4648 section 3.5). What encodes to the very same text again is strict.
 *
 * @param segment A segment of a token.
 * @returns The bytes, or undefined if it is not strict base64url.
 */
export function decodeBytes(segment: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(segment) || segment.length % 4 === 1) return undefined
  const binary = atob(segment.replaceAll('-', '+').replaceAll('_', '/'))
  const again = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  return again === segment ? Uint8Array.from(binary, (character) => character.charCodeAt(0)) : undefined
}

/**
 * Decodes strict base64url to text, which must be UTF-8 (RFC 8725 section 3.7).
 *
 * @param segment A segment of a token.
 * @returns The text, or undefined if it is not strict base64url of UTF-8.
 */
export function decodeText(segment: string): string | undefined {
  const bytes = decodeBytes(segment)
  if (bytes === undefined) return undefined
  try {
    return UTF8.decode(bytes)
  } catch {
    return undefined
  }
}
