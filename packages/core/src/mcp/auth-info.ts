import type { AuthContext } from '../context/auth-context.ts'

/** The caller in the form of the Model Context Protocol SDKs: `AuthInfo` of SDK v1 and v2. */
export interface AuthInfo {
  /** The access token. */
  token: string
  /** The client that the token was issued to. */
  clientId: string
  /** Scope tokens, with those that they imply. */
  scopes: string[]
  /** `exp`, in seconds since 1970. */
  expiresAt: number
  /** The identifier of the server, which the token was issued for. */
  resource?: URL
  /** Where the metadata of the server is: challenges of SDK v2 name it. */
  resourceMetadataUrl?: string
  /** The claims of the token. */
  extra: Record<string, unknown>
}

/**
 * Copies a context into a plain object: the SDKs spread what they get, and the members of a context that hold
 * the token are not enumerable. Do not log it.
 *
 * @param context The context.
 */
export function toAuthInfo(context: AuthContext): AuthInfo {
  const { token, clientId, scopes, expiresAt, extra, resource, resourceMetadataUrl } = context
  return {
    token,
    clientId,
    scopes: [...scopes],
    expiresAt,
    extra,
    ...(resource === undefined ? {} : { resource }),
    ...(resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl })
  }
}
