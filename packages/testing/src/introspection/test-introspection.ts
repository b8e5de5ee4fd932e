import type { JsonObject } from '@portcullis/core'

/**
 * The introspection of a test issuer (RFC 7662): which tokens are active, and which client can introspect
 * them.
 */
export interface TestIntrospection {
  /** The endpoint, which the metadata name. */
  readonly endpoint: string
  /** The only client that is allowed to introspect. Its secret has characters that must be encoded. */
  readonly clientId: string
  /** The client secret, for `client_secret_basic` and `client_secret_post`. */
  readonly clientSecret: string
  /** The private key of the client, as a JWK, for `private_key_jwt`. */
  readonly privateKey: JsonObject
  /**
   * Makes a token active, whatever it looks like.
   *
   * @param token The token.
   * @param claims What the answer says about it, in addition to `active`; `undefined` leaves a claim out.
   */
  activate(token: string, claims: Readonly<Record<string, unknown>>): void
  /** Makes a token inactive, as its revocation does (RFC 7009). */
  deactivate(token: string): void
}
