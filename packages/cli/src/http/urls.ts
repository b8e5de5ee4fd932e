const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Parses an absolute URL; undefined when the text is none. */
export function parseUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined
}

/** Whether a URL points at this machine, where plain http carries nothing over a network. */
export function isLoopback(url: URL): boolean {
  return LOOPBACK.test(url.hostname)
}

/** Whether a URL may carry documents and tokens: https, or plain http to this machine. */
export function isSafeTransport(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

const SECOND_LEVEL = /^(?:ac|co|com|edu|gov|gob|go|ne|net|nom|or|org)$/

/**
 * The registrable domain of a host, near enough for a warning: the last two labels, three under endings such
 * as `co.uk`. Addresses are returned whole. It knows no public suffix list.
 */
export function registrableDomain(hostname: string): string {
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) return hostname
  const labels = hostname.split('.')
  const [second = '', top = ''] = labels.slice(-2)
  return labels.slice(top.length === 2 && SECOND_LEVEL.test(second) ? -3 : -2).join('.')
}

/** Inserts a well-known path between host and path (RFC 8414 section 3.1, RFC 9728 section 3.1). */
export function insertWellKnown(identifier: URL, name: string): string {
  const path = identifier.pathname.replace(/\/$/, '')
  return `${identifier.origin}/.well-known/${name}${path}${identifier.search}`
}
