import { insertWellKnown, parseUrl } from '../../http/urls.ts'
import type { MetadataSpelling } from './doctor-facts.ts'

/** One address at which an issuer's metadata may be. */
export interface MetadataAddress {
  readonly spelling: MetadataSpelling
  readonly url: string
}

/**
 * The addresses of an issuer's metadata, most authoritative first: RFC 8414 inserted, OpenID Connect
 * Discovery appended and inserted, and RFC 8414 appended, which no standard knows and some servers use.
 * Spellings that meet (an issuer without path) are listed once. None for an issuer that is no http(s) URL.
 */
export function metadataAddresses(issuer: string): readonly MetadataAddress[] {
  const url = parseUrl(issuer)
  if (url === undefined || !/^https?:$/.test(url.protocol)) return []
  const base = `${url.origin}${url.pathname.replace(/\/$/, '')}`
  const spellings: readonly MetadataAddress[] = [
    { spelling: 'oauth_inserted', url: insertWellKnown(url, 'oauth-authorization-server') },
    { spelling: 'openid_appended', url: `${base}/.well-known/openid-configuration` },
    { spelling: 'openid_inserted', url: insertWellKnown(url, 'openid-configuration') },
    { spelling: 'oauth_appended', url: `${base}/.well-known/oauth-authorization-server` }
  ]
  return spellings.filter((one, index) => spellings.findIndex((other) => other.url === one.url) === index)
}
