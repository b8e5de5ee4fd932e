import { copyOptions } from './copy-options.ts'
import type { ProtectedResourceOptions } from './protected-resource-options.ts'
import { requireOwnMembers } from './require-own-members.ts'
import type { Environment } from './resolve-options.ts'

/**
 * Fills in options from the environment: `OAUTH_ISSUER` if they name no issuer, and `OAUTH_AUDIENCE` if they
 * name no audience. Reads no other variables; an empty variable is treated as absent. Validates nothing:
 * `createProtectedResource` reports what is missing.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource, environmentOptions } from '@portcullis/core'
 *
 * process.env['OAUTH_ISSUER'] ??= 'https://auth.example.com'
 *
 * const api = createProtectedResource(
 *   environmentOptions(process.env, { audience: 'https://api.example.com' })
 * )
 * ```
 *
 * @param environment Usually `process.env`.
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
