/** How many different values are kept of each kind; an issuer has few. */
const MAX_VALUES = 1000

/** Values that many tokens have in common, kept once. */
export interface Shared<T> {
  /** The value for a key: the one that is kept, or a new one. */
  get(key: string, make: (key: string) => T): T
}

/**
 * Makes a place for values that many tokens have in common: a remembered token then costs little more than
 * itself. The values follow from their keys alone, so that nothing of one token can come into another.
 *
 * @returns The place.
 */
export function createShared<T>(): Shared<T> {
  const values = new Map<string, T>()
  return {
    get(key, make) {
      const known = values.get(key)
      if (known !== undefined) return known
      if (values.size >= MAX_VALUES) values.clear()
      const made = make(key)
      values.set(key, made)
      return made
    }
  }
}
