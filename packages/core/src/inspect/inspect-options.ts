import { isConfigurationError } from '../errors/configuration-error.ts'
import type { ProtectedResourceOptions } from '../options/protected-resource-options.ts'
import { resolveOptions } from '../options/resolve-options.ts'

/**
 * Returns why a protected resource refuses options, undefined if it accepts them. Fetches nothing and reads
 * no environment variables.
 *
 * @throws What getters in the options throw.
 */
export function optionsProblem(options: ProtectedResourceOptions): string | undefined {
  try {
    resolveOptions(options, {})
    return undefined
  } catch (error) {
    if (isConfigurationError(error)) return error.message
    throw error
  }
}
