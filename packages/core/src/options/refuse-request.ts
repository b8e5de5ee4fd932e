import { ConfigurationError } from '../errors/configuration-error.ts'

/**
 * Refuses a request instead of options: a framework passes one if a function that creates middleware is used
 * as middleware, without calling it.
 *
 * @throws {ConfigurationError} For a request of Node or of a framework.
 */
export function refuseRequest(options: unknown): void {
  const given = Object(options) as object
  if ('rawHeaders' in given || 'raw' in given) throw new ConfigurationError('options', NOT_CALLED)
}

const NOT_CALLED = 'got a request instead of options: write requireAuth(), not requireAuth'
