import { isAcceptableUrl } from '@portcullis/core/inspect'

/** Parses an absolute URL; undefined if the text is none. */
export function parseUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined
}

/** Returns whether a URL leads to this machine, so that an API accepts plain http. */
export function isLoopback(url: URL): boolean {
  return isAcceptableUrl(`http://${url.host}`)
}

/** Returns whether a URL can carry documents and tokens: https, or plain http to this machine. */
export function isSafeTransport(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

/** Returns an address that is safe to send requests to, else undefined. */
export function safeUrl(address: string | undefined): string | undefined {
  const url = parseUrl(address)
  return url !== undefined && isSafeTransport(url) ? url.href : undefined
}

/** Returns the host of an address, undefined if it is not a URL. */
export function hostOf(address: string | undefined): string | undefined {
  return parseUrl(address)?.hostname
}

const SECOND_LEVEL = /^(?:ac|co|com|edu|gov|gob|go|ne|net|nom|or|org)$/

/**
 * Returns the registrable domain of a host, close enough for a warning: the last two labels, three under
 * endings such as `co.uk`. IP addresses stay whole. Uses no public suffix list.
 */
export function registrableDomain(hostname: string): string {
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) return hostname
  const labels = hostname.split('.')
  const [second = '', top = ''] = labels.slice(-2)
  return labels.slice(top.length === 2 && SECOND_LEVEL.test(second) ? -3 : -2).join('.')
}

/** Returns whether two addresses are on different registrable domains. */
export function isOnOtherDomain(one: string | undefined, other: string | undefined): boolean {
  const [host, otherHost] = [hostOf(one), hostOf(other)]
  if (host === undefined || otherHost === undefined) return false
  return registrableDomain(host) !== registrableDomain(otherHost)
}

/** Inserts a well-known path between host and path (RFC 8414 section 3.1, RFC 9728 section 3.1). */
export function insertWellKnown(identifier: URL, name: string): string {
  const path = identifier.pathname.replace(/\/$/, '')
  return `${identifier.origin}/.well-known/${name}${path}${identifier.search}`
}
