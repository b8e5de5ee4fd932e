import { isAbsoluteUri } from './is-absolute-uri.ts'

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Tells whether a document may be fetched from a URL: https, or http on this very machine (RFC 8414 section 2
 * and 3.3). User names and fragments are refused too.
 *
 * @param url The URL as configured, or as the authorization server states it.
 * @returns Whether it may be fetched.
 */
export function isAcceptableUrl(url: string): boolean {
  if (!isAbsoluteUri(url)) return false
  const { protocol, hostname, username, password, hash } = new URL(url)
  if (username !== '' || password !== '' || hash !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK_HOST.test(hostname))
}
