import type { ProtectedResourceOptions } from './protected-resource-options.ts'
import type { Environment } from './resolve-options.ts'
import { withoutUndefined } from './without-undefined.ts'

/**
 * Fills in from the environment what options leave out: `OAUTH_ISSUER` where they name no issuer, and
 * `OAUTH_AUDIENCE` where they name no audience, the only two variables there are. A variable that is empty
 * counts as not set. What is lacking then is for `createProtectedResource` to say.
 *
 * @param environment Usually `process.env`.
 * @param options Options, none of which the environment changes.
 * @returns The options.
 */
export function environmentOptions(
  environment: Environment,
  options: ProtectedResourceOptions = {}
): ProtectedResourceOptions {
  const hasIssuer = options.issuer !== undefined || options.issuers !== undefined
  const filledIn = {
    issuer: hasIssuer ? undefined : read(environment, 'OAUTH_ISSUER'),
    audience: options.audience === undefined ? read(environment, 'OAUTH_AUDIENCE') : undefined
  }
  return { ...options, ...withoutUndefined(filledIn) }
}

function read(environment: Environment, variable: string): string | undefined {
  const value = environment[variable]
  return value === '' ? undefined : value
}
