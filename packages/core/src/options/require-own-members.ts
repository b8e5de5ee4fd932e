import { ConfigurationError } from '../errors/configuration-error.ts'

/**
 * Demands that all members of options are their own and can be seen: what a class or a prototype adds, or
 * what is hidden, is lost when options are copied, and a check that stands there would be no check.
 *
 * @param options The options.
 * @param owner What they are, for messages: `'options'`.
 * @throws {ConfigurationError} For the first member that would be lost.
 */
export function requireOwnMembers(options: object, owner: string): void {
  const seen = new Set(Object.keys(options))
  const lost = [...hiddenIn(options), ...inheritedBy(options)].find((name) => !seen.has(name))
  if (lost === undefined) return
  throw new ConfigurationError(
    lost,
    `"${owner}" has "${lost}" from a class or a prototype, or hidden, where it is not read: make it a member of its own`
  )
}

function hiddenIn(options: object): readonly string[] {
  return Object.getOwnPropertyNames(options)
}

/** Up to the prototype of all objects, of whatever realm. */
function inheritedBy(options: object): readonly string[] {
  const names: string[] = []
  let prototype = prototypeOf(options)
  while (prototype !== null && !Object.hasOwn(prototype, 'isPrototypeOf')) {
    names.push(...Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor'))
    prototype = prototypeOf(prototype)
  }
  return names
}

function prototypeOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null
}
