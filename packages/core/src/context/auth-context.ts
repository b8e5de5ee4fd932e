import type { Confirmation } from '../confirmation/confirmation.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'

/**
 * What is known of the caller once the access token was verified. Frozen. It is accepted as it stands where
 * the Model Context Protocol SDK expects its `AuthInfo`.
 *
 * The token, its claims and the subject are not enumerable: a context that is logged or sent as JSON does not
 * carry them along.
 */
export interface AuthContext {
  /** The access token as sent. */
  readonly accessToken: string
  /** The same, under the name that `AuthInfo` has for it. */
  readonly token: string
  /** The authentication scheme that it came with. */
  readonly scheme: 'Bearer' | 'DPoP'
  /** The verified JOSE header. */
  readonly header: JoseHeader
  /** The verified claims set, under the names of the token. */
  readonly claims: JsonObject
  /** The same, under the name that `AuthInfo` has for it. */
  readonly extra: Record<string, unknown>
  /** `iss`. */
  readonly issuer: string
  /**
   * `sub`: the user, or the client itself; undefined where the authorization server leaves it out (some do
   * for machines).
   */
  readonly subject: string | undefined
  /** The client that the token was issued to; `''` where the token does not tell. */
  readonly clientId: string
  /** `aud`, as a list: strings of at least one character, each once. */
  readonly audience: readonly string[]
  /** Scope tokens (RFC 6749 section 3.3). */
  readonly scopes: string[]
  /** Permissions, where the authorization server issues any. Never mixed into the scopes. */
  readonly permissions: readonly string[]
  /** Roles, where the authorization server issues any. Never mixed into the scopes. */
  readonly roles: readonly string[]
  /**
   * What the token is bound to, under the names of `cnf`: `jkt` (DPoP) or `x5t#S256` (client certificate). It
   * was verified for this request. Undefined for a bearer token.
   */
  readonly confirmation: Confirmation | undefined
  /** `exp`, in seconds since 1970. A connection that outlives a request (WebSocket) must end by then. */
  readonly expiresAt: number
  /**
   * Whether the caller is a machine, a client that acts for itself, and no user; undefined where the option
   * `isMachine` is not set, or where this token does not let one tell. Undefined is not false.
   */
  readonly isMachine: boolean | undefined
}

/** Tells whether a token belongs to a machine, a client that acts for itself; undefined for unknown. */
export type MachineRule = (context: AuthContext) => boolean | undefined
