import { ConfigurationError } from '../errors/configuration-error.ts'
import type { ProtectedResourceOptions } from './protected-resource-options.ts'
import type { Environment } from './resolve-options.ts'

/**
 * Reads the options of `requireAuth()` without argument from the environment: `OAUTH_ISSUER` and
 * `OAUTH_AUDIENCE`, the only two variables there are.
 *
 * @param environment Usually `process.env`.
 * @returns The options.
 * @throws {ConfigurationError} Where one of the two is not set.
 */
export function environmentOptions(environment: Environment): ProtectedResourceOptions {
  return {
    issuer: read(environment, 'OAUTH_ISSUER', 'issuer'),
    audience: read(environment, 'OAUTH_AUDIENCE', 'audience')
  }
}

function read(environment: Environment, variable: string, option: string): string {
  const value = environment[variable]
  if (value !== undefined && value !== '') return value
  throw new ConfigurationError(
    option,
    `give the option "${option}", or set the environment variable ${variable}`
  )
}
