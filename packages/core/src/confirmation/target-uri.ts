/** Scheme, authority and path; query and fragment follow and are not read (RFC 9449 section 4.3). */
const URI = /^(https?):\/\/([^/?#]+)([^?#]*)(?:[?#]|$)/i

/** A registered name or IPv4 address, or an IP literal; then maybe a port. User names are not accepted. */
const AUTHORITY = /^((?:[\w\-.~!$&'()*+,;=]|%[\da-f]{2})+|\[[\da-f:.]+\])(?::(\d*))?$/i

/** Visible ASCII characters, and `%` only at the start of a triplet. */
const PATH = /^(?:[\x21-\x24\x26-\x7e]|%[\da-f]{2})*$/i

const UNRESERVED = /^[\w\-.~]$/

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' }

/**
 * Normalizes an http or https URI without query and fragment, so that equivalent URIs become equal texts: by
 * syntax (RFC 3986 section 6.2.2: case, percent-encoding, dot segments) and by scheme (section 6.2.3: default
 * port, empty path). Characters that a URI must encode, such as `[` in a path, are equal to themselves only.
 *
 * @param uri The URI.
 * @returns The normalized text. Undefined if this is not such a URI: another scheme, a user name, a malformed
 *   percent-encoding, or a character outside of visible ASCII.
 */
export function normalizeUri(uri: string): string | undefined {
  const [, scheme = '', authority = '', path = ''] = URI.exec(uri) ?? []
  return join(normalizeOrigin(scheme, authority), normalizePath(path))
}

function join(origin: string | undefined, path: string | undefined): string | undefined {
  return origin === undefined || path === undefined ? undefined : origin + path
}

function normalizeOrigin(scheme: string, authority: string): string | undefined {
  const [matched, host = '', port = ''] = AUTHORITY.exec(authority) ?? []
  if (matched === undefined) return undefined
  const lowerScheme = scheme.toLowerCase()
  const isDefault = port === '' || port === DEFAULT_PORTS[lowerScheme]
  // Lower case twice: what was encoded may be an upper-case letter.
  const lowerHost = normalizeEncoding(host.toLowerCase()).toLowerCase().replaceAll(/%../g, upperCase)
  return `${lowerScheme}://${lowerHost}${isDefault ? '' : `:${port}`}`
}

function normalizePath(path: string): string | undefined {
  return PATH.test(path) ? removeDotSegments(normalizeEncoding(path)) : undefined
}

/** Decodes what needs no encoding and writes the rest in upper case (RFC 3986 sections 6.2.2.1 and 6.2.2.2). */
function normalizeEncoding(text: string): string {
  return text.includes('%') ? text.replaceAll(/%(..)/g, decodeUnreserved) : text
}

function decodeUnreserved(triplet: string, digits: string): string {
  const character = String.fromCharCode(Number.parseInt(digits, 16))
  return UNRESERVED.test(character) ? character : upperCase(triplet)
}

function upperCase(triplet: string): string {
  return triplet.toUpperCase()
}

/** The algorithm of RFC 3986 section 5.2.4, for a path that is empty or begins with a slash. */
function removeDotSegments(path: string): string {
  if (!path.includes('/.')) return path === '' ? '/' : path
  const kept: string[] = []
  const segments = path.split('/').slice(1)
  for (const segment of segments) {
    if (segment === '..') kept.pop()
    else if (segment !== '.') kept.push(segment)
  }
  const last = segments.at(-1)
  if (last === '.' || last === '..') kept.push('')
  return `/${kept.join('/')}`
}

/** The path of a request target in origin form, or in absolute form (RFC 9112 sections 3.2.1 and 3.2.2). */
const TARGET = /^(?:https?:\/\/[^/?#]*)?((?:\/[^?#]*)?)(?:[?#]|$)/i

/**
 * Makes the function that says which URI a client called, from how clients see the root of the application.
 * No header of a request has a part in it.
 *
 * @param publicUrl The URL of the root, as clients see it: an http or https URL, maybe with a path.
 * @returns The function: it takes the full request target as the server received it and returns the
 *   normalized URI. Undefined if the target has no path (`OPTIONS *`) or cannot be normalized.
 */
export function createTargetUri(publicUrl: string): (target: string) => string | undefined {
  const [, scheme = '', authority = '', root = ''] = URI.exec(publicUrl.replace(/\/$/, '')) ?? []
  const origin = normalizeOrigin(scheme, authority)
  return (target) => {
    const [matched, path = ''] = TARGET.exec(target) ?? []
    return matched === undefined ? undefined : join(origin, normalizePath(root + path))
  }
}
