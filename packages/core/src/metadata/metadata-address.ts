/** The well-known path of protected resource metadata (RFC 9728 section 3). */
export const METADATA_PATH = '/.well-known/oauth-protected-resource'

/** Where the metadata of a protected resource is. */
export interface MetadataAddress {
  /** The absolute URL, which challenges name. */
  readonly url: string
  /** Its path and query: the request target that clients send. */
  readonly target: string
}

/**
 * Derives the address of the metadata: the well-known path between host and path of the identifier; a path
 * that is only a slash is dropped (RFC 9728 section 3.1).
 *
 * @param resource The identifier of the protected resource, an http or https URL.
 */
export function metadataAddress(resource: string): MetadataAddress {
  const { origin, pathname, search } = new URL(resource)
  const target = `${METADATA_PATH}${pathname === '/' ? '' : pathname}${search}`
  return { url: `${origin}${target}`, target }
}
