/**
 * Freezes a value of JSON to the bottom: handlers share what was verified before, and none may change it for
 * the next. Not recursive: how deep claims are nested is up to the issuer.
 *
 * @param root The value.
 * @returns The same value.
 */
export function deepFreeze<T extends object>(root: T): T {
  if (Object.isFrozen(root)) return root
  const pending: object[] = [root]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    Object.freeze(value)
    for (const name in value) {
      const member: unknown = Reflect.get(value, name)
      if (typeof member === 'object' && member !== null && !Object.isFrozen(member)) pending.push(member)
    }
  }
  return root
}
