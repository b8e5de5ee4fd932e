import type { JsonObject } from './json-object.ts'

/**
 * Removes the prototype and the null members of an object that nothing else holds, such as parsed JSON. So
 * null is treated as absent, and reading a member never finds an inherited one, whatever was added to
 * `Object.prototype`.
 *
 * @param object The object. It is changed; objects in it are not.
 * @returns The same object.
 */
export function keepOwnMembers(object: JsonObject): JsonObject {
  Object.setPrototypeOf(object, null)
  for (const name in object) {
    const value = object[name] ?? undefined
    if (value === undefined) Reflect.deleteProperty(object, name)
  }
  return object
}

/**
 * Does the same to a copy.
 *
 * @param object The object; objects in it are not copied.
 * @returns The copy.
 */
export function ownMembers(object: JsonObject): JsonObject {
  return keepOwnMembers({ ...object })
}
