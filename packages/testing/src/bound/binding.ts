/** What an access token can be bound to: a DPoP client, a client certificate, or both. */
export interface Binding {
  /** The claim `cnf` of the token (RFC 7800 section 3.1). */
  readonly confirmation: {
    /** Thumbprint of a DPoP key (RFC 9449 section 6.1). */
    readonly jkt?: string
    /** Thumbprint of a certificate (RFC 8705 section 3.1). */
    readonly 'x5t#S256'?: string
  }
}
