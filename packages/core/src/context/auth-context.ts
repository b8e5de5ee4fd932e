import type { Confirmation } from '../confirmation/confirmation.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'
import type { AccessTokenClaims } from './access-token-claims.ts'
import type { Scheme } from '../errors/scheme.ts'

/**
 * The caller of a request, from a verified access token. Frozen. Accepted unchanged as `AuthInfo` of the
 * Model Context Protocol SDK.
 *
 * The token and its claims are not enumerable: logs and JSON of a context do not include them.
 *
 * @typeParam Claims The claims: those that the program declares in `Portcullis.AccessTokenClaims`.
 */
export interface AuthContext<Claims extends object = AccessTokenClaims> {
  /** The access token as sent. */
  readonly accessToken: string
  /** The same, under the name that `AuthInfo` has for it. */
  readonly token: string
  /** The authentication scheme of the request. */
  readonly scheme: Scheme
  /** The verified JOSE header. */
  readonly header: JoseHeader
  /**
   * The verified claims set, under the names of the token; or the output of the schema in the option
   * `claims`.
   */
  readonly claims: Claims
  /**
   * The verified claims set as in the token, under the name that `AuthInfo` has for it. Guards and
   * revocations read it, whatever the option `claims` returns.
   */
  readonly extra: Record<string, unknown>
  /** `iss`. */
  readonly issuer: string
  /**
   * `sub`: the user, or the client itself; undefined if the authorization server omits it (some do for
   * machines).
   */
  readonly subject: string | undefined
  /** The client that the token was issued to; `''` if the token does not name it. */
  readonly clientId: string
  /** `aud`, as a list: strings of at least one character, each once. */
  readonly audience: readonly string[]
  /** Scope tokens (RFC 6749 section 3.3), with those that they imply (option `impliedScopes`). */
  readonly scopes: string[]
  /** Permissions, if the authorization server issues any. Never part of the scopes. */
  readonly permissions: readonly string[]
  /** Roles, if the authorization server issues any. Never part of the scopes. */
  readonly roles: readonly string[]
  /**
   * What the token is bound to, under the names of `cnf`: `jkt` (DPoP) or `x5t#S256` (client certificate). It
   * was verified for this request. Undefined for a bearer token.
   */
  readonly confirmation: Confirmation | undefined
  /** `exp`, in seconds since 1970. A connection that outlives a request (WebSocket) must end by then. */
  readonly expiresAt: number
  /**
   * The option `resource`, as `AuthInfo` has it. Omitted without the option `metadata`. Like the token, it is
   * not enumerable.
   */
  readonly resource?: URL
  /** Where the metadata of the resource is, as `AuthInfo` has it. Omitted without the option `metadata`. */
  readonly resourceMetadataUrl?: string
  /**
   * Whether the caller is a machine (a client that acts for itself), and not a user. Undefined, which is not
   * false, if the option `isMachine` is not set or cannot decide for this token.
   */
  readonly isMachine: boolean | undefined
}

/** Returns whether a token belongs to a machine, a client that acts for itself; undefined if unknown. */
export type MachineRule = (context: AuthContext) => boolean | undefined
