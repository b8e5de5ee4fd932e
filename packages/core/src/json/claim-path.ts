import { isJsonObject } from './is-json-object.ts'
import { isText } from './is-text.ts'
import type { JsonObject } from './json-object.ts'

/**
 * Where a claim is: a name, taken as it stands (`'https://example.com/roles'`, `'cognito:groups'`), or a list
 * of names that leads into nested objects (`['realm_access', 'roles']`).
 */
export type ClaimPath = string | readonly string[]

/**
 * Reads a claim. Only members of the token itself are seen, nothing that JavaScript objects inherit.
 *
 * @param claims The claims set.
 * @param path Where the claim is.
 * @returns Its value, or undefined.
 */
export function readClaim(claims: JsonObject, path: ClaimPath): unknown {
  if (typeof path === 'string') return Object.hasOwn(claims, path) ? claims[path] : undefined
  let value: unknown = claims
  for (const name of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

/**
 * Reads the first of several claims that is a string of at least one character.
 *
 * @param claims The claims set.
 * @param paths Where it may be, preferred first.
 * @returns The string, or undefined.
 */
export function readFirstString(claims: JsonObject, paths: readonly ClaimPath[]): string | undefined {
  for (const path of paths) {
    const value = readClaim(claims, path)
    if (isText(value)) return value
  }
  return undefined
}
