import type { AlgorithmName, ProfileName } from '@portcullis/core'
import type { ProofSettings } from './explain-proof.ts'

/** The API as a client of the introspection endpoint (RFC 7662). */
export interface ExplainIntrospection {
  /** client id of the API at the authorization server */
  readonly clientId: string
  /** its secret */
  readonly clientSecret: string
}

/** Options of the API that decide about a token. */
export interface ExplainSettings {
  /** issuer that the API trusts, exactly */
  readonly issuer: string
  /** audiences that the API accepts; can be empty with `clientIds` */
  readonly audiences: readonly string[]
  /** clients whose tokens are accepted without an audience (Cognito) */
  readonly clientIds?: readonly string[] | undefined
  /** address of the keys. Default: as in the metadata */
  readonly jwksUri?: string | undefined
  /** hosts that the API reaches over plain http, with ports: its option `dangerouslyAllowHttp` */
  readonly allowHttp?: readonly string[] | undefined
  /** algorithms that the API allows. Default: those of the core */
  readonly algorithms?: readonly AlgorithmName[] | undefined
  /** profile of the API. Default: 'jwt' */
  readonly profile?: ProfileName | undefined
  /** tolerated difference between clocks, in seconds. Default: 30 */
  readonly clockToleranceSeconds?: number | undefined
  /** asks the authorization server about opaque tokens. Default: opaque tokens are refused */
  readonly introspection?: ExplainIntrospection | undefined
  /** scopes that the route requires */
  readonly scopes?: readonly string[] | undefined
  /** DPoP proof of the request. Default: the token is sent as a bearer token */
  readonly proof?: ProofSettings | undefined
  /** @default the clock of this machine */
  readonly now?: (() => number) | undefined
}
