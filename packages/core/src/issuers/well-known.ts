/**
 * Lists the URLs at which an authorization server may publish its metadata, in the order of the attempts: RFC
 * 8414 section 3.1 (the well-known part between host and path), OpenID Connect Discovery section 4.1
 * (appended) and, as some servers do, the RFC 8414 name appended. For an issuer without a path the first and
 * the last are the same.
 */
export function metadataUrls(issuer: string): readonly string[] {
  const { origin, pathname, search } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return [
    ...new Set([
      `${origin}/.well-known/oauth-authorization-server${path}${search}`,
      `${origin}${path}/.well-known/openid-configuration${search}`,
      `${origin}${path}/.well-known/oauth-authorization-server${search}`
    ])
  ]
}
