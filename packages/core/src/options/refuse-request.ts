import { ConfigurationError } from '../errors/configuration-error.ts'

/**
 * Refuses a request in the place of options: that is what comes where a function that makes middleware is
 * given to a framework as middleware, and not called.
 *
 * @param options What was given.
 * @throws {ConfigurationError} Where it is a request of Node or of a framework.
 */
export function refuseRequest(options: unknown): void {
  const given = Object(options) as object
  if ('rawHeaders' in given || 'raw' in given) throw new ConfigurationError('options', NOT_CALLED)
}

const NOT_CALLED =
  'a request came in the place of options: call what makes the middleware or hook, such as requireAuth()'
