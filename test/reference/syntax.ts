const maxTokenBytes = 16_384
const maxHeaderBytes = 4096
const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/u

/**
 * The syntax of a JWT access token, RFC 7515 section 5.2 and RFC 8725bis section 3.14: bounded by us, three
 * parts, each in the one spelling that base64url has for its bytes (RFC 4648 section 3.5), the first two
 * UTF-8 without a byte order mark (RFC 8259 section 8.1).
 */
export function hasTokenSyntax(token: string): boolean {
  if (Buffer.byteLength(token) > maxTokenBytes || !compactJws.test(token)) return false
  const parts = token.split('.')
  if (parts.some((part) => Buffer.from(part, 'base64url').toString('base64url') !== part)) return false
  const headerBytes = Buffer.from(parts[0] ?? '', 'base64url').length
  return headerBytes <= maxHeaderBytes && parts.slice(0, 2).every(isCleanText)
}

function isCleanText(part: string): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(part, 'base64url')
    )
    return !text.startsWith('\uFEFF')
  } catch {
    return false
  }
}
