import type { ProtectedResourceOptions } from './protected-resource-options.ts'
import { requireOwnMembers } from './require-own-members.ts'
import type { Environment } from './resolve-options.ts'
import { copyOptions } from './copy-options.ts'

/**
 * Fills in from the environment what options leave out: `OAUTH_ISSUER` where they name no issuer, and
 * `OAUTH_AUDIENCE` where they name no audience, the only two variables there are. A variable that is empty
 * counts as not set. What is lacking then is for `createProtectedResource` to say.
 *
 * @param environment Usually `process.env`.
 * @param options Options, none of which the environment changes.
 * @returns The options.
 * @throws {ConfigurationError} For options with members that are not their own.
 */
export function environmentOptions(
  environment: Environment,
  options: ProtectedResourceOptions = {}
): ProtectedResourceOptions {
  requireOwnMembers(options, 'options')
  const hasIssuer = options.issuer !== undefined || options.issuers !== undefined
  const filledIn = {
    issuer: hasIssuer ? undefined : read(environment, 'OAUTH_ISSUER'),
    audience: options.audience === undefined ? read(environment, 'OAUTH_AUDIENCE') : undefined
  }
  return { ...options, ...copyOptions(filledIn) }
}

function read(environment: Environment, variable: string): string | undefined {
  const value = environment[variable]
  return value === '' ? undefined : value
}
