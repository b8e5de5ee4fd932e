import type { AlgorithmName } from '../jws/algorithms.ts'
import type { ClaimPath } from '../json/claim-path.ts'
import type { ProfileName } from '../claims/profiles.ts'
import type { Clock } from '../clock/clock.ts'
import type { AuthContext, MachineRule } from '../context/auth-context.ts'
import type { TokenLocation } from '../credentials/credentials.ts'
import type { Fetch } from '../documents/fetch-document.ts'
import type { Hints } from '../errors/hints.ts'
import type { KeyOptions } from '../keys/key-options.ts'
import type { SignatureThread } from '../jws/signature-input.ts'

/**
 * Which tokens are meant for this protected resource: one of these identifiers must be in `aud`. Where an
 * authorization server binds tokens to clients instead of resources (Cognito), `clientIds` names the clients
 * whose tokens are accepted when there is no `aud`; a token that has one must still match `values`.
 */
export type AudienceOption =
  | string
  | readonly string[]
  | {
      /** Clients whose tokens are accepted where a token has no `aud`. */
      readonly clientIds: readonly string[]
      /** Identifiers, one of which must be in `aud` where a token has it. */
      readonly values?: readonly string[]
    }

/** A JWK Set as a value. */
export interface JwkSetOption {
  /** The keys, as JWKs (RFC 7517 section 4). */
  readonly keys: readonly object[]
}

/** What may differ from one authorization server to the next. */
export interface IssuerSpecificOptions {
  /** Identifiers of this protected resource. Required. */
  readonly audience?: AudienceOption
  /**
   * Allow-list of signature algorithms. Asymmetric ones only; never taken from what a server says about ID
   * tokens.
   *
   * @default every asymmetric JWS algorithm that can be verified
   */
  readonly algorithms?: readonly AlgorithmName[]
  /**
   * What counts as an access token: `'jwt'`, what authorization servers really issue; `'rfc9068'`, what RFC
   * 9068 prescribes.
   *
   * @default 'jwt'
   */
  readonly profile?: ProfileName
  /** Where the JWK Set is, where metadata does not tell. An https URL. */
  readonly jwksUri?: string
  /** The JWK Set itself, for tests and where there is no network. Nothing is fetched then. */
  readonly jwks?: JwkSetOption
  /** Greatest age of a token, counted from `iat`, in seconds. Not limited by default, `exp` is. */
  readonly maxTokenAgeSeconds?: number
  /**
   * Where scopes are; what is found in several places is put together.
   *
   * @default ['scope', 'scp']
   */
  readonly scopeClaims?: readonly ClaimPath[]
  /**
   * Where permissions are.
   *
   * @default ['permissions']
   */
  readonly permissionsClaims?: readonly ClaimPath[]
  /**
   * Where roles are.
   *
   * @default ['roles', ['realm_access', 'roles']]
   */
  readonly rolesClaims?: readonly ClaimPath[]
  /**
   * Where the client id is, preferred first.
   *
   * @default ['client_id', 'azp', 'cid', 'appid']
   */
  readonly clientIdClaims?: readonly ClaimPath[]
  /**
   * Refuses tokens that are good for several resources, whose scopes may be meant for another one (RFC 9068
   * section 5).
   *
   * @default false
   */
  readonly rejectMultipleAudiences?: boolean
  /**
   * Claims that only ID tokens of this issuer have, beside what is recognised as an ID token anyway: a token
   * with one of them is refused, even where it has a scope.
   */
  readonly idTokenMarkers?: readonly ClaimPath[]
  /**
   * Claims of which every access token of this issuer has at least one, and no ID token has any. A token
   * without any of them is refused as an ID token; a token with one is taken for an access token, whatever
   * else it holds.
   */
  readonly accessTokenMarkers?: readonly ClaimPath[]
  /**
   * Accepts what looks like an ID token. Needed for authorization servers whose access tokens look like that
   * (Dex); opens the API to ID tokens that name it as their audience.
   *
   * @default false
   */
  readonly dangerouslyAcceptIdTokens?: boolean
  /**
   * Tells machines from users: true for a client that acts for itself, false for a user, undefined where this
   * token does not let one tell. The verdict is `isMachine` of the context. Asked once for each token, with a
   * context that has no verdict yet; whatever it throws is an error of the application.
   */
  readonly isMachine?: MachineRule
  /**
   * More advice for the developer, by reason code: it is added to the hint of the refusal. Never sent to the
   * client, unless `explain` is on.
   */
  readonly hints?: Hints
}

/**
 * One authorization server whose tokens are accepted. What it leaves out, the options of the protected
 * resource fill in.
 */
export interface IssuerOptions extends IssuerSpecificOptions {
  /**
   * The issuer, exactly as it stands in `iss`, slash at the end included. With `tenants`, it holds the
   * place-holder `{tenantid}`.
   */
  readonly issuer: string
  /** Tenants that take the place of every `{tenantid}`, each an issuer of its own (Entra ID). */
  readonly tenants?: readonly string[]
}

/**
 * Says whether an issuer is trusted, and how: its options, or undefined for no. The issuer comes from a token
 * that nobody has verified: look it up in a list, never fetch anything by it. At most 100 issuers live at a
 * time beside those of which no token was verified yet; a known one is asked for again after ten minutes.
 */
export type IssuerResolver = (
  unverifiedIssuer: string
) => IssuerOptions | undefined | Promise<IssuerOptions | undefined>

/**
 * Options of `createProtectedResource`, `requireAuth` and the Fastify plugin. Validated once, when they are
 * given.
 */
export interface ProtectedResourceOptions extends IssuerSpecificOptions {
  /** The issuer, exactly as it stands in `iss`, slash at the end included. Either this or `issuers`. */
  readonly issuer?: string
  /** Several authorization servers, or a function that knows them. Either this or `issuer`. */
  readonly issuers?: readonly IssuerOptions[] | IssuerResolver
  /**
   * How far the clocks of issuer and resource server may be apart, in seconds. At most 300.
   *
   * @default 30
   */
  readonly clockToleranceSeconds?: number
  /**
   * Where the access token may be. `'body'` needs a form parser before (RFC 6750 section 2.2; on Fastify, the
   * hook as `preHandler`, since bodies are not parsed earlier). The query string is never searched.
   *
   * @default ['header']
   */
  readonly tokenLocations?: readonly TokenLocation[]
  /**
   * Longest access token that is looked at, in bytes.
   *
   * @default 16_384
   */
  readonly maxTokenBytes?: number
  /** How key sets are kept. */
  readonly keys?: KeyOptions
  /**
   * How many verified tokens are remembered, so that they are recognised without verifying them again. 0
   * switches it off.
   *
   * @default 10_000
   */
  readonly tokenCacheSize?: number
  /**
   * Where signatures are verified.
   *
   * @default 'threadPool'
   */
  readonly signatureThread?: SignatureThread
  /**
   * The realm of challenges.
   *
   * @default `resource`, else the first `audience` that stands beside `issuer`, else `'api'`
   */
  readonly realm?: string
  /** The identifier of this protected resource, an absolute URI without fragment (RFC 8707 section 2). */
  readonly resource?: string
  /**
   * Fetches metadata and keys: for proxies and private certificate authorities. By default the runtime's
   * `fetch`.
   */
  readonly fetch?: Fetch
  /** The time, for tests. */
  readonly clock?: Clock
  /**
   * A last word on a token that is good in every other respect (RFC 8725 section 3.8): false refuses it.
   * Asked about a token until it has let it in once, not for each request: what it said is remembered with
   * the token. Nothing but the application ends the wait for it; requests that come more than five seconds
   * later ask it again. Whatever it throws is an error of the application.
   */
  readonly validate?: (context: AuthContext) => boolean | Promise<boolean>
  /**
   * Tells whether a token was revoked, for instance by a store that all instances share. Asked for every
   * request, known tokens included, which then cost a promise. Where it fails, the request gets a 503.
   */
  readonly isRevoked?: (context: AuthContext) => boolean | Promise<boolean>
  /**
   * Tells reason code and hint in the body of refusals. For work on one's own machine: refused where
   * `NODE_ENV` is `production`.
   *
   * @default false
   */
  readonly explain?: boolean
}
