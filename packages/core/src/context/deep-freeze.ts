/**
 * Freezes a JSON value deeply: handlers share verified claims, and none can change them for the next. Not
 * recursive, since the issuer decides how deep claims are nested. Bytes, which a schema can make of claims,
 * cannot be frozen.
 *
 * @returns The same value.
 */
export function deepFreeze<T extends object>(root: T): T {
  if (Object.isFrozen(root)) return root
  const pending: object[] = [root]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (ArrayBuffer.isView(value)) continue
    Object.freeze(value)
    for (const name in value) {
      const member: unknown = Reflect.get(value, name)
      if (typeof member === 'object' && member !== null && !Object.isFrozen(member)) pending.push(member)
    }
  }
  return root
}
