/**
 * Members of protected resource metadata in addition to those from other options (RFC 9728 section 2). The
 * rest is derived: `resource`, the trusted issuers, token locations, DPoP and mutual TLS.
 */
export interface MetadataOptions {
  /**
   * `resource_name`: the name of the API, for users.
   *
   * @default the member is omitted
   */
  readonly name?: string
  /**
   * `scopes_supported`, in addition to the scopes of guards that are known for this resource (see
   * `registerGuard`): every scope that a client can need. `offline_access` is refused, since it is between
   * the client and the authorization server.
   *
   * @default only the scopes of guards; without any, the member is omitted
   */
  readonly scopes?: readonly string[]
  /**
   * `resource_documentation`: the URL of a page for developers. An https URL.
   *
   * @default the member is omitted
   */
  readonly documentation?: string
}
