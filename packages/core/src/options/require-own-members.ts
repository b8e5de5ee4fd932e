import { ConfigurationError } from '../errors/configuration-error.ts'

/**
 * Requires that all members of options are their own and enumerable: copying loses the members of a class, of
 * a prototype, and hidden ones, and a check among them would check nothing.
 *
 * @param owner What they are, for messages: `'options'`.
 * @throws {ConfigurationError} For the first member that would be lost.
 */
export function requireOwnMembers(options: object, owner: string): void {
  const seen = new Set(Object.keys(options))
  const lost = [...Object.getOwnPropertyNames(options), ...inheritedBy(options)].find(
    (name) => !seen.has(name)
  )
  if (lost === undefined) return
  throw new ConfigurationError(
    lost,
    `"${owner}" has "${lost}" from a class or a prototype, or hidden, so it is not read: make it an own member`
  )
}

/** Up to the prototype of all objects, of any realm. */
function inheritedBy(options: object): readonly string[] {
  const prototype = Object.getPrototypeOf(options) as object | null
  if (prototype === null || Object.hasOwn(prototype, 'isPrototypeOf')) return []
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')
  return [...names, ...inheritedBy(prototype)]
}
