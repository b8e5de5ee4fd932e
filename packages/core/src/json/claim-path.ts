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
  let value: unknown = claims
  for (const name of typeof path === 'string' ? [path] : path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value ?? undefined
}

/** Reads the first of several claims that is a string of at least one character. */
export function readFirstString(claims: JsonObject, paths: readonly ClaimPath[]): string | undefined {
  return paths.map((path) => readClaim(claims, path)).find(isText)
}
