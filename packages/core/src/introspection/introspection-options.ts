import type { IntrospectionStore } from '../memory/introspection-store.ts'
import type { JsonObject } from '../json/json-object.ts'

/**
 * Creates a client assertion (RFC 7523 section 3), for keys that this process must not see.
 *
 * @param audience The issuer: the `aud` of the assertion.
 * @returns The signed JWT.
 */
export type CreateClientAssertion = (audience: string) => string | Promise<string>

/**
 * Asks the authorization server about tokens (RFC 7662). This API authenticates there with `clientId` and
 * either `clientSecret` or `clientAssertion`.
 */
export interface IntrospectionOptions {
  /** The client id of this API at the authorization server. */
  readonly clientId: string
  /** The client secret. */
  readonly clientSecret?: string
  /**
   * How the secret is sent: in `Authorization`, form-encoded as RFC 6749 section 2.3.1 requires, or in the
   * body.
   *
   * @default 'client_secret_basic'
   */
  readonly clientSecretMethod?: 'client_secret_basic' | 'client_secret_post'
  /**
   * For `private_key_jwt` (RFC 7523): a private JWK with `alg`, or a function that returns a signed
   * assertion.
   */
  readonly clientAssertion?: JsonObject | CreateClientAssertion
  /**
   * Which tokens are introspected. `'opaque'`: those that are not JWTs. `'all'`: also JWTs, after their
   * signature is verified; the claims of the response are merged into those of the token before they are
   * checked.
   *
   * @default 'opaque'
   */
  readonly for?: 'opaque' | 'all'
  /**
   * How long a response is cached, in seconds, from 0 to 3600; never beyond `exp`. A token that is revoked at
   * the authorization server is accepted for at most this long.
   *
   * @default 30
   */
  readonly cacheSeconds?: number
  /**
   * The introspection endpoint, an https URL.
   *
   * @default `introspection_endpoint` of the metadata
   */
  readonly endpoint?: string
  /**
   * Whether responses must be signed JWTs (RFC 9701). If so, unsigned ones are refused.
   *
   * @default false
   */
  readonly signed?: boolean
  /** Shares responses between processes, such as `introspections` of `redisStores()`. */
  readonly store?: IntrospectionStore
}

/** The same with defaults filled in. */
export interface ResolvedIntrospectionOptions {
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly clientSecretMethod: 'client_secret_basic' | 'client_secret_post'
  readonly clientAssertion: JsonObject | CreateClientAssertion | undefined
  readonly for: 'opaque' | 'all'
  readonly cacheSeconds: number
  readonly endpoint: string | undefined
  readonly signed: boolean
  readonly store: IntrospectionStore | undefined
}
