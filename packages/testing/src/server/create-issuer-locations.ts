/**
 * Where an authorization server can publish its metadata. `Inserted`: the well-known string is between host
 * and path (RFC 8414 section 3.1); `Appended`: it follows the path (OpenID Connect Discovery section 4). For
 * an issuer without a path both are one address.
 */
export type MetadataLocation = 'oauthInserted' | 'openidInserted' | 'oauthAppended' | 'openidAppended'

/** Every one of them. */
export const METADATA_LOCATIONS: readonly MetadataLocation[] = [
  'oauthInserted',
  'openidInserted',
  'oauthAppended',
  'openidAppended'
]

/**
 * What the test issuer serves: its metadata at one of the locations, its JWK Set, or its answers about tokens
 * (RFC 7662).
 */
export type IssuerDocument = MetadataLocation | 'jwks' | 'introspection'

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
 * @param issuerPath The path of the issuer: empty, or a path exactly as in a URL. A trailing slash stays in
 *   the issuer and is dropped from every other address (RFC 8414 section 3.1).
 * @returns The path of the issuer, and those of its documents.
 * @throws {TypeError} If it is not a path, or one that clients rewrite before they request it.
 */
export function createIssuerLocations(issuerPath: string): IssuerLocations {
  if (issuerPath !== '' && !isPathOfUrl(issuerPath)) {
    throw new TypeError(
      '"path" must be empty or start with "/", without query and fragment, and be percent-encoded and free of ' +
        '"." and "..", exactly as in a URL'
    )
  }
  const base = issuerPath.endsWith('/') ? issuerPath.slice(0, -1) : issuerPath
  return {
    issuerPath,
    paths: {
      oauthInserted: `/.well-known/oauth-authorization-server${base}`,
      openidInserted: `/.well-known/openid-configuration${base}`,
      oauthAppended: `${base}/.well-known/oauth-authorization-server`,
      openidAppended: `${base}/.well-known/openid-configuration`,
      jwks: `${base}/jwks`,
      introspection: `${base}/introspect`
    }
  }
}

/**
 * Narrows a name to a place where metadata can be published.
 *
 * @param name The name of a location, compared exactly.
 * @returns The name.
 * @throws {TypeError} When it is none, listing those there are.
 */
export function requireMetadataLocation(name: string): MetadataLocation {
  const known = METADATA_LOCATIONS.find((location) => location === name)
  if (known !== undefined) return known
  throw new TypeError(
    `"metadataLocations" must not name "${name}"; the locations are ${METADATA_LOCATIONS.join(', ')}`
  )
}

// Clients encode and shorten what they are given, and the server compares paths exactly.
function isPathOfUrl(path: string): boolean {
  return path.startsWith('/') && new URL(`http://127.0.0.1${path}`).pathname === path
}
