import { ConfigurationError } from '../errors/configuration-error.ts'

/**
 * Demands that options are an object as a literal makes it, of whatever realm. What a class or a prototype
 * adds is not seen when options are copied: a check that stands there would be no check.
 *
 * @param options The options.
 * @param owner What they are, for messages: `'options'`.
 * @throws {ConfigurationError} Where they are something else.
 */
export function requirePlainObject(options: object, owner: string): void {
  const prototype: unknown = Object.getPrototypeOf(options)
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return
  throw new ConfigurationError(
    owner,
    `"${owner}" must be a plain object: what a class or a prototype adds is not read`
  )
}
