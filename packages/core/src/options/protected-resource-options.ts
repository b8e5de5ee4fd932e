import type { ProfileName } from '../claims/profiles.ts'
import type { ClaimsSchema } from '../claims/claims-schema.ts'
import type { Clock } from '../clock/clock.ts'
import type { AuthContext, MachineRule } from '../context/auth-context.ts'
import type { TokenLocation } from '../credentials/credentials.ts'
import type { Fetch } from '../documents/fetch-document.ts'
import type { Hints } from '../errors/hints.ts'
import type { IntrospectionOptions } from '../introspection/introspection-options.ts'
import type { ClaimPath } from '../json/claim-path.ts'
import type { AlgorithmName } from '../jws/algorithms.ts'
import type { SignatureThread } from '../jws/verification-key.ts'
import type { KeyOptions } from '../keys/key-options.ts'
import type { RevocationOptions } from '../memory/revocation-options.ts'
import type { DpopOptions, MutualTlsOptions } from './sender-constraint-options.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import type { MetadataOptions } from './metadata-options.ts'

/**
 * Which tokens are meant for this protected resource: one of these identifiers must be in `aud`. If the
 * authorization server names only the client in tokens, not the resource (Cognito), `clientIds` lists the
 * clients whose tokens are accepted without an `aud`; a token that has one must still match `values`.
 */
export type AudienceOption =
  | string
  | readonly string[]
  | {
      /** Clients whose tokens are accepted if they have no `aud`. */
      readonly clientIds: readonly string[]
      /** Identifiers; if a token has `aud`, one of them must be in it. */
      readonly values?: readonly string[]
    }

/** A JWK Set as a value. */
export interface JwkSetOption {
  /** The keys, as JWKs (RFC 7517 section 4). */
  readonly keys: readonly object[]
}

/** Options that can differ between authorization servers. */
export interface IssuerSpecificOptions {
  /** Identifiers of this protected resource. Required. */
  readonly audience?: AudienceOption
  /**
   * Allow-list of signature algorithms, all of them asymmetric. Never taken from metadata, which lists the
   * algorithms of ID tokens.
   *
   * @default every algorithm of `AlgorithmName`: all asymmetric ones of JWS but Ed448 and ES256K
   */
  readonly algorithms?: readonly AlgorithmName[]
  /**
   * What counts as an access token: `'jwt'`, what common authorization servers issue; `'rfc9068'`, exactly
   * what RFC 9068 requires; `'fapi2'`, what the FAPI 2.0 Security Profile requires: only sender-constrained
   * tokens (`dpop`, `mutualTls`), signed with PS256, ES256 or EdDSA.
   *
   * @default 'jwt'
   */
  readonly profile?: ProfileName
  /**
   * The URL of the JWK Set, if metadata does not have it. An https URL; see `dangerouslyAllowHttp`. The
   * issuer is then only a name, and can be any string.
   */
  readonly jwksUri?: string
  /**
   * The JWK Set itself, for tests and for hosts without a network. With it, nothing is fetched. Private,
   * symmetric and malformed keys are an error at start.
   */
  readonly jwks?: JwkSetOption
  /**
   * Hosts whose documents are fetched over plain http, each with its port: `['keycloak:8080']`. For issuer,
   * `jwksUri` and the `jwks_uri` of metadata (RFC 8414 sections 2 and 3.3 require https). Anyone who can
   * change that traffic can replace the keys: only for networks that you trust, such as those between
   * containers. The loopback interface and names below `localhost` need no entry.
   */
  readonly dangerouslyAllowHttp?: readonly string[]
  /** Greatest age of a token, counted from `iat`, in seconds. Not limited by default; `exp` always is. */
  readonly maxTokenAgeSeconds?: number
  /**
   * Claims that hold scopes; those of several claims are merged.
   *
   * @default ['scope', 'scp']
   */
  readonly scopeClaims?: readonly ClaimPath[]
  /**
   * Claims that hold permissions.
   *
   * @default ['permissions']
   */
  readonly permissionsClaims?: readonly ClaimPath[]
  /**
   * Claims that hold roles.
   *
   * @default ['roles', ['realm_access', 'roles']]
   */
  readonly rolesClaims?: readonly ClaimPath[]
  /**
   * Claims that hold the client id, preferred first.
   *
   * @default ['client_id', 'azp', 'cid', 'appid']
   */
  readonly clientIdClaims?: readonly ClaimPath[]
  /**
   * Refuses tokens that are valid for several resources, because their scopes can be meant for another one
   * (RFC 9068 section 5).
   *
   * @default false
   */
  readonly rejectMultipleAudiences?: boolean
  /**
   * Claims that only ID tokens of this issuer have, in addition to the markers that are always recognized: a
   * token with one of them is refused, even with a scope.
   */
  readonly idTokenMarkers?: readonly ClaimPath[]
  /**
   * Every access token of this issuer has at least one of these claims, and no ID token has any. A token
   * without any of them is refused as an ID token; a token with one is treated as an access token, whatever
   * else it has.
   */
  readonly accessTokenMarkers?: readonly ClaimPath[]
  /**
   * Claims of your application whose names mark other kinds of JWT: `'events'`, `'code'`, `'state'` and
   * `'error'`. By default a token with `events`, or with `code` or `error` and either a `state` or no `sub`,
   * is refused. With `'events'`, a logout token or security event that names this API in `aud` is recognized
   * only by its other markers.
   */
  readonly applicationClaims?: readonly ('events' | 'code' | 'state' | 'error')[]
  /**
   * Accepts tokens that look like ID tokens. Needed for authorization servers whose access tokens look like
   * that (Dex). The API then also accepts ID tokens that name it as their audience.
   *
   * @default false
   */
  readonly dangerouslyAcceptIdTokens?: boolean
  /**
   * Introspects opaque tokens, or all tokens, at the authorization server (RFC 7662). With several issuers,
   * set it inside `issuers`, since the credentials are for one of them.
   */
  readonly introspection?: IntrospectionOptions
  /**
   * Distinguishes machines from users: true for a client that acts for itself, false for a user, undefined if
   * this token does not show it. The result is `isMachine` of the context. Called once per token, with a
   * context that does not have it yet; anything it throws is an error of the application.
   */
  readonly isMachine?: MachineRule
  /**
   * Additional advice for the developer, by reason code, appended to the hint of the refusal. Never sent to
   * the client, unless `explain` is on.
   */
  readonly hints?: Hints
}

/** One trusted authorization server. Options that it omits come from the protected resource. */
export interface IssuerOptions extends IssuerSpecificOptions {
  /**
   * The issuer, exactly as in `iss`, trailing slash included. With `tenants`, it has the placeholder
   * `{tenantid}`.
   */
  readonly issuer: string
  /** Tenants that replace every `{tenantid}`; each becomes its own issuer (Entra ID). */
  readonly tenants?: readonly string[]
}

/**
 * Decides whether an issuer is trusted: returns its options, or undefined if not. The issuer comes from an
 * unverified token: look it up in a list, never fetch anything from it. The request is the one with the
 * token, and undefined when a cached issuer is looked up again. The result is cached for the issuer, whatever
 * the request: for ten minutes, and for up to 100 issuers with verified tokens.
 */
export type IssuerResolver = (
  unverifiedIssuer: string,
  request?: ResourceRequest
) => IssuerOptions | undefined | Promise<IssuerOptions | undefined>

/** Options of `createProtectedResource`, `requireAuth` and the Fastify plugin. Validated once, at start. */
export interface ProtectedResourceOptions extends IssuerSpecificOptions {
  /** The issuer, exactly as in `iss`, trailing slash included. Either this or `issuers`. */
  readonly issuer?: string
  /** Several authorization servers, or a function that returns their options. Either this or `issuer`. */
  readonly issuers?: readonly IssuerOptions[] | IssuerResolver
  /**
   * How far the clocks of issuer and resource server may be apart, in seconds. At most 300.
   *
   * @default 30
   */
  readonly clockToleranceSeconds?: number
  /**
   * The places where the access token is accepted. `'body'` needs a form parser first (RFC 6750 section 2.2;
   * on Fastify, the hook as `preHandler`, since bodies are not parsed earlier). The query string is never
   * searched.
   *
   * @default ['header']
   */
  readonly tokenLocations?: readonly TokenLocation[]
  /**
   * Longest access token that is read, in bytes.
   *
   * @default 16_384
   */
  readonly maxTokenBytes?: number
  /** How key sets are cached. */
  readonly keys?: KeyOptions
  /**
   * How many verified tokens are cached, so that they are accepted again without verifying them. 0 turns this
   * off.
   *
   * @default 10_000
   */
  readonly tokenCacheSize?: number
  /**
   * The thread that verifies signatures.
   *
   * @default 'threadPool'
   */
  readonly signatureThread?: SignatureThread
  /**
   * What happens to a CORS preflight, which never has credentials: `OPTIONS` with `Origin` and
   * `Access-Control-Request-Method`. `'refuse'`: it is refused like every request without a token, so CORS
   * middleware must run first; `'pass'`: it is admitted without a caller, guards refuse it, and every other
   * later handler runs. Only for applications that cannot mount CORS first (Fetch, CORS-preflight fetch).
   *
   * @default 'refuse'
   */
  readonly corsPreflight?: 'refuse' | 'pass'
  /**
   * The realm of challenges.
   *
   * @default `resource`, else the first `audience` in addition to `issuer`, else `'api'`
   */
  readonly realm?: string
  /** The identifier of this protected resource, an absolute URI without fragment (RFC 8707 section 2). */
  readonly resource?: string
  /**
   * The root URL of this application as clients see it, path prefix included. DPoP proofs are checked against
   * it, and never against `Host` or `X-Forwarded-*`, which clients can send.
   *
   * @default the origin of `resource`, if that is an http or https URL
   */
  readonly publicUrl?: string
  /**
   * Accepts tokens that are bound to a DPoP key, with a proof in each request (RFC 9449). `true` is `{}`.
   * Needs `publicUrl` or `resource`. Without it, such tokens are refused.
   */
  readonly dpop?: true | DpopOptions
  /**
   * Accepts tokens that are bound to a client certificate (RFC 8705). `true` takes the certificate from the
   * TLS connection. Without it, such tokens are refused.
   */
  readonly mutualTls?: true | MutualTlsOptions
  /**
   * Publishes protected resource metadata, and names its URL in challenges (RFC 9728), so clients can
   * discover the authorization server. `{}` is enough. Needs `resource`, as an https URL. Without it, nothing
   * is published.
   */
  readonly metadata?: MetadataOptions
  /**
   * Scopes that include others, each with those that it implies: `{ admin: ['read', 'write'] }`. A token with
   * `admin` then has `read` and `write` as well, in its context and for every guard, and a challenge that
   * names `admin` names no scope that it implies. Implied scopes can imply others; a cycle is an error at
   * start.
   *
   * @default {} : each scope is only itself
   */
  readonly impliedScopes?: Readonly<Record<string, readonly string[]>>
  /**
   * Fetches metadata and keys: for proxies and private certificate authorities. By default the runtime's
   * `fetch`.
   */
  readonly fetch?: Fetch
  /** The time, for tests. */
  readonly clock?: Clock
  /**
   * A Standard Schema (zod, valibot, arktype) that the claims of a verified token must satisfy; its output is
   * `claims` of the context. Like `validate`, and before it, it is called until it has accepted the token
   * once. Guards, revocations and `isMachine` read the claims as in the token. Anything it throws is an error
   * of the application.
   */
  readonly claims?: ClaimsSchema<Portcullis.AccessTokenClaims & object>
  /**
   * Final check of a verified token (RFC 8725 section 3.8): only `true` accepts it. Called until it has
   * accepted the token once, not for each request: its verdict is cached with the token. Portcullis sets no
   * timeout for it; requests that come more than five seconds later call it again. Anything it throws is an
   * error of the application.
   */
  readonly validate?: (context: AuthContext) => boolean | Promise<boolean>
  /**
   * Returns whether a token was revoked, for instance from a store that all instances share. Called for every
   * request, even with a cached token, which then needs a promise. If it fails, the request gets a 503.
   */
  readonly isRevoked?: (context: AuthContext) => boolean | Promise<boolean>
  /**
   * Shares revocations between processes: `revoke()` resolves when the list has the revocation, and every
   * process refuses what the list has. The look-up is local; the list is read in the background.
   */
  readonly revocations?: RevocationOptions
  /**
   * Sends reason code and hint in the body of refusals, and writes each refusal to the terminal, in one line.
   * For development: refused if `NODE_ENV` is `production`.
   *
   * @default false
   */
  readonly explain?: boolean
}

/** Options that are the same for all issuers. */
export type OptionsOfResource = Omit<ProtectedResourceOptions, keyof IssuerSpecificOptions>

/** Options that stay undefined unless they are set. All others have a default in their row. */
export type WithoutDefault =
  | 'audience'
  | 'jwksUri'
  | 'jwks'
  | 'maxTokenAgeSeconds'
  | 'introspection'
  | 'isMachine'
  | 'issuer'
  | 'issuers'
  | 'realm'
  | 'resource'
  | 'publicUrl'
  | 'dpop'
  | 'mutualTls'
  | 'metadata'
  | 'claims'
  | 'validate'
  | 'revocations'
  | 'list'
  | 'isRevoked'
