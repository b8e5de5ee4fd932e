import type { AlgorithmName, ProfileName } from '@portcullis/core'

/** How the API is configured, as far as a token is concerned. */
export interface ExplainSettings {
  readonly issuer: string
  readonly audiences: readonly string[]
  /** clients whose tokens are accepted without an audience (Cognito) */
  readonly clientIds?: readonly string[] | undefined
  readonly jwksUri?: string | undefined
  readonly algorithms?: readonly AlgorithmName[] | undefined
  readonly profile?: ProfileName | undefined
  readonly clockToleranceSeconds?: number | undefined
  /** scopes that the route requires */
  readonly scopes?: readonly string[] | undefined
  /** @default the clock of this machine */
  readonly now?: (() => number) | undefined
}
