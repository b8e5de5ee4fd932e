/**
 * Where an authorization server may publish its metadata. `Inserted`: the well-known string stands between
 * host and path (RFC 8414 section 3.1); `Appended`: it follows the path (OpenID Connect Discovery section 4).
 * For an issuer without a path both are one address.
 */
export type MetadataLocation = 'oauthInserted' | 'openidInserted' | 'oauthAppended' | 'openidAppended'

/** A document that the test issuer serves: its metadata at one of the locations, or its JWK Set. */
export type IssuerDocument = MetadataLocation | 'jwks'

/** The addresses of an issuer, as paths on its server. */
export interface IssuerLocations {
  /** The path part of the issuer, as it was given. */
  readonly issuerPath: string
  /** The path of each document. */
  readonly paths: { readonly [Document in IssuerDocument]: string }
}

/**
 * Lays out the addresses of an issuer.
 *
 * @param issuerPath The path of the issuer: empty, or `/` with anything after it but a query or a fragment. A
 *   slash at its end stays in the issuer and is dropped in every other address (RFC 8414 section 3.1).
 * @throws {TypeError} When the path is none.
 */
export function createIssuerLocations(issuerPath: string): IssuerLocations {
  if (issuerPath !== '' && !/^\/[^?#\s]*$/.test(issuerPath)) {
    throw new TypeError('"path" must be empty or start with "/", without query and fragment')
  }
  const base = issuerPath.endsWith('/') ? issuerPath.slice(0, -1) : issuerPath
  return {
    issuerPath,
    paths: {
      oauthInserted: `/.well-known/oauth-authorization-server${base}`,
      openidInserted: `/.well-known/openid-configuration${base}`,
      oauthAppended: `${base}/.well-known/oauth-authorization-server`,
      openidAppended: `${base}/.well-known/openid-configuration`,
      jwks: `${base}/jwks`
    }
  }
}
