import type { Clock, Fetch } from '@portcullis/core'
import type { Binding } from './bound/binding.ts'
import type { PublicJwk } from './keys/public-jwk.ts'
import type { TestIntrospection } from './introspection/test-introspection.ts'
import type { FaultControl } from './faults/create-fault-control.ts'
import type { RotationOptions } from './keys/create-key-ring.ts'
import type { MetadataLocation } from './server/create-issuer-locations.ts'
import type { RequestLog } from './server/create-request-recorder.ts'
import type { TlsIdentity } from './server/create-self-signed-certificate.ts'
import type { BadEventTokenKind } from './event-tokens/bad-event-token-kinds.ts'
import type { EventTokenName, SecurityEventChange } from './event-tokens/event-token.ts'
import type { BadTokenKind } from './tokens/bad-token-kinds.ts'
import type { RawToken, TokenChange } from './tokens/create-token-mint.ts'

/** Settings of a test issuer. */
export interface TestIssuerOptions {
  /**
   * The protected resource that the tokens are for.
   *
   * @default 'https://api.example.test'
   */
  audience?: string
  /**
   * The path of the issuer, such as `/tenants/one`, written as in a URL: percent-encoded, without `..`. A
   * trailing slash becomes part of the issuer.
   *
   * @default ''
   */
  path?: string
  /**
   * The signature algorithms; there is a key for each. The first one signs unless another is requested. Any
   * of RS, PS and ES with 256, 384 or 512, `EdDSA` and `Ed25519`.
   *
   * @default ['RS256', 'ES256']
   */
  algorithms?: readonly string[]
  /**
   * The port on 127.0.0.1.
   *
   * @default any free one
   */
  port?: number
  /**
   * The name of the server in its issuer and addresses, as in a container network: `'keycloak'`. It still
   * listens on 127.0.0.1 only; `options` then also contains what an API needs to reach it there over plain
   * http.
   *
   * @default '127.0.0.1'
   */
  host?: string
  /**
   * Where the metadata is published; everywhere else is a 404.
   *
   * @default ['oauthInserted', 'openidAppended']
   */
  metadataLocations?: readonly MetadataLocation[]
  /**
   * Uses https: `true` with a self-signed certificate that clients refuse, or with your own key and
   * certificate.
   *
   * @default plain http
   */
  tls?: true | TlsIdentity
  /**
   * The clock that `iat`, `exp` and `nbf` are taken from. It can be a test clock.
   *
   * @default the system's
   */
  clock?: Pick<Clock, 'now'>
}

/**
 * An authorization server for tests. It publishes metadata and keys over real HTTP on loopback and issues any
 * access token. It has no sign-in and no token endpoint.
 */
export interface TestIssuer extends AsyncDisposable {
  /** The issuer identifier: the origin of the server, and the path. */
  readonly issuer: string
  /** The audience of its tokens. */
  readonly audience: string
  /** Where the JWK Set is published. */
  readonly jwksUri: string
  /** Where the metadata is published: the first of `metadataLocations`. */
  readonly metadataUrl: string
  /** Issuer and audience, to pass to `requireAuth` or `createProtectedResource` unchanged. */
  readonly options: {
    /** The issuer identifier. */
    readonly issuer: string
    /** The audience of the tokens. */
    readonly audience: string
    /** With `host`: its name and port. */
    readonly dangerouslyAllowHttp?: readonly string[]
    /** With `host`: finds that name on 127.0.0.1, and fetches everything else as usual. */
    readonly fetch?: Fetch
  }
  /** The certificate of the server in PEM, for a client that trusts it; `undefined` without TLS. */
  readonly certificate: string | undefined
  /** The requests so far. */
  readonly requests: RequestLog
  /** Makes it misbehave. */
  readonly faults: FaultControl
  /** Which tokens are active, and which client can introspect them (RFC 7662). */
  readonly introspection: TestIntrospection
  /**
   * Issues an access token exactly as RFC 9068 section 2 requires: `typ` at+jwt, the issuer and audience of
   * this object, a subject, a client, `iat` now, `exp` in five minutes, a new `jti`, and an empty `scope`.
   *
   * @param change What is different.
   * @throws {TypeError} When the issuer has no such key or algorithm.
   */
  issue(change?: TokenChange): Promise<string>
  /**
   * Issues a sender-constrained access token, bound to a DPoP client (RFC 9449) or to a client certificate
   * (RFC 8705).
   *
   * @param to What `createDpopClient` or `createClientCertificate` made. For both, pass `{ confirmation: {
   *   ...client.confirmation, ...certificate.confirmation } }`.
   * @param change What else is different.
   * @throws {TypeError} When the issuer has no such key or algorithm.
   */
  issueBound(to: Binding, change?: TokenChange): Promise<string>
  /**
   * Issues an opaque access token: a random string that only introspection can resolve. The response has the
   * claims that `issue` would put into the token.
   *
   * @param change What is different.
   */
  issueOpaque(change?: Pick<TokenChange, 'claims' | 'expiresInSeconds'>): string
  /**
   * Issues a logout token for the client `test-client`, exactly as OpenID Connect Back-Channel Logout 1.0
   * section 2.4 requires: about the user of the default access token, without `sid`.
   *
   * @param change What is different.
   */
  issueLogoutToken(change?: TokenChange): Promise<string>
  /**
   * Issues a CAEP security event (RFC 8417) for the receiver `test-client`, as Keycloak sends it: the user is
   * in `sub_id`, and there is no `exp`. The claim `sub` of a change names the user.
   *
   * @param change What is different.
   */
  issueSecurityEvent(change?: SecurityEventChange): Promise<string>
  /**
   * Issues a logout token or a security event that must be refused; `BAD_EVENT_TOKEN_KINDS` says why.
   *
   * @throws {TypeError} When no bad event token has this name.
   */
  issueBadEventToken(kind: BadEventTokenKind, name: EventTokenName): Promise<string>
  /**
   * Issues a token that a protected resource must refuse; `BAD_TOKEN_KINDS` says why, and with which code.
   *
   * @throws {TypeError} When no bad token has this name.
   */
  issueBad(kind: BadTokenKind): Promise<string>
  /**
   * Signs any header and payload as they are, even invalid ones: duplicate members, wrong types, bytes that
   * are not JSON.
   *
   * @throws {TypeError} When the issuer has no such key or algorithm.
   */
  issueRaw(token: RawToken): Promise<string>
  /**
   * Creates new keys, publishes them and signs with them from then on. Tokens of the old keys can still be
   * issued, by `key`.
   *
   * @param options Default: the old keys leave the published set, the new ones have new ids.
   */
  rotate(options?: RotationOptions): Promise<void>
  /**
   * Withdraws a key from the published set, while the issuer continues to sign with it.
   *
   * @throws {TypeError} When no published key has this id.
   */
  removeKey(kid: string): void
  /** Copies of the published keys, the newest first. */
  publicKeys(): PublicJwk[]
  /** Sets the counters of `requests` to zero and empties its list. */
  resetRequests(): void
  /**
   * Closes the port: new connections are refused, and open ones are reset. Keys and faults stay. On Linux, no
   * other program gets the port meanwhile, unless it asks for it.
   */
  stop(): Promise<void>
  /**
   * Listens again, at the same port, after `stop()`.
   *
   * @throws {Error} When the port was taken meanwhile, or after `close()`.
   */
  start(): Promise<void>
  /** Stops permanently, like `await using`. Can be called more than once. */
  close(): Promise<void>
}
