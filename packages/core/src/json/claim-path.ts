import { isJsonObject } from './is-json-object.ts'
import { isText } from './is-text.ts'
import type { JsonObject } from './json-object.ts'

/**
 * The path of a claim: a name, exactly as in the token (`'https://example.com/roles'`, `'cognito:groups'`),
 * or a list of names that leads into nested objects (`['realm_access', 'roles']`).
 */
export type ClaimPath = string | readonly string[]

/**
 * Reads a claim or a header parameter. Sees only members of the token itself, never inherited ones. Null is
 * treated as absent.
 */
export function readClaim(claims: JsonObject, path: ClaimPath): unknown {
  if (typeof path === 'string') return Object.hasOwn(claims, path) ? (claims[path] ?? undefined) : undefined
  let value: unknown = claims
  for (const name of path) {
    if (!isJsonObject(value)) return undefined
    value = readClaim(value, name)
  }
  return value
}

/**
 * Reads the first of several claims that is a string of at least one character.
 *
 * @param claims The claims set.
 * @param paths Where it can be, preferred first.
 * @returns The string, or undefined.
 */
export function readFirstString(claims: JsonObject, paths: readonly ClaimPath[]): string | undefined {
  for (const path of paths) {
    const value = readClaim(claims, path)
    if (isText(value)) return value
  }
  return undefined
}
