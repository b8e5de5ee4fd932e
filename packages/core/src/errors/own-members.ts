/** Copies the own members of an object, without a prototype: reading a member never finds an inherited one. */
export function ownMembersOf<T extends object>(object: T): T {
  return { __proto__: null, ...object }
}
