import { isAbsoluteUri } from './is-absolute-uri.ts'

/** This very machine, also by a name below `localhost` (RFC 6761 section 6.3). */
const LOOPBACK_HOST = /^((?:[a-z\d-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Returns whether a document can be fetched from a URL: https, or http on this very machine (RFC 8414
 * sections 2 and 3.3) and from hosts that the option `dangerouslyAllowHttp` lists. User names and fragments
 * are refused.
 *
 * @param url The URL as configured, or as the authorization server states it.
 * @param httpHosts Hosts with ports, in lower case: `'keycloak:8080'`.
 * @returns Whether it can be fetched.
 */
export function isAcceptableUrl(url: string, httpHosts: readonly string[] = []): boolean {
  const host = plainHttpHost(url)
  return host === undefined ? isSecureUrl(url) : httpHosts.includes(host)
}

/**
 * Returns the host of a plain http URL that needs an entry in `dangerouslyAllowHttp`, with its port.
 *
 * @param url The URL.
 * @returns The host; undefined for every other URL.
 */
export function plainHttpHost(url: string): string | undefined {
  const parsed = parseUrl(url)
  if (parsed?.protocol !== 'http:' || LOOPBACK_HOST.test(parsed.hostname)) return undefined
  return `${parsed.hostname}:${parsed.port === '' ? '80' : parsed.port}`
}

function isSecureUrl(url: string): boolean {
  const parsed = parseUrl(url)
  // What is left of http is on the loopback interface.
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:'
}

function parseUrl(url: string): URL | undefined {
  if (!isAbsoluteUri(url)) return undefined
  const parsed = new URL(url)
  const { username, password, hash } = parsed
  return username === '' && password === '' && hash === '' ? parsed : undefined
}
