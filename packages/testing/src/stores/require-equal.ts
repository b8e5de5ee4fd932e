import { isDeepStrictEqual } from 'node:util'

/**
 * Requires that two values are deeply equal.
 *
 * @param actual What the store returned.
 * @param expected What the contract requires.
 * @param what What the value is, for the message.
 * @throws {Error} If they differ.
 */
export function requireEqual(actual: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(actual, expected)) return
  throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`)
}
