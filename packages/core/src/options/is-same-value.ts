/**
 * Returns whether two options are equal: objects by their members, sets in any order, functions by identity,
 * since functions that look alike may be bound to other values.
 */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return Object.is(one, other)
  if (one instanceof Set && other instanceof Set)
    return one.size === other.size && [...one].every((member) => other.has(member))
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every(
      (name) => Object.hasOwn(other, name) && isSameValue(Reflect.get(one, name), Reflect.get(other, name))
    )
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
