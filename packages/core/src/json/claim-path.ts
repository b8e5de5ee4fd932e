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
  if (typeof path === 'string') return readOwn(claims, path)
  let value: unknown = claims
  for (const name of path) {
    if (!isJsonObject(value)) return undefined
    value = readOwn(value, name)
  }
  return value
}

/** Most claims that are looked for are absent: then nothing asks whose member it is. */
function readOwn(object: JsonObject, name: string): unknown {
  const value = object[name] ?? undefined
  return value !== undefined && Object.hasOwn(object, name) ? value : undefined
}

/**
 * Reads the first of several claims that is a string of at least one character.
 *
 * @param claims The claims set.
 * @param paths Where it can be, preferred first.
 * @returns The string, or undefined.
 */
export function readFirstString(claims: JsonObject, paths: readonly ClaimPath[]): string | undefined {
  return paths.map((path) => readClaim(claims, path)).find(isText)
}
