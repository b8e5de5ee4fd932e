import { readClaim, type ClaimPath } from '../json/claim-path.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import type { JsonObject } from '../json/json-object.ts'

/**
 * Collects scope tokens: each claim is a string of words with spaces between, or a list of single words. They
 * are case-sensitive, and not split at `/` or `:` (RFC 6749 section 3.3).
 *
 * @param claims The claims set.
 * @param paths Where scopes are.
 * @returns The scopes, each once; frozen.
 */
export function readScopes(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(claims, paths, (value) => (typeof value === 'string' ? value.split(' ') : listOf(value)))
}

/**
 * Collects permissions or roles: each claim is a list, one string, or an object whose member names they are
 * (as Zitadel writes roles). A member that is false, null, 0 or an empty text is skipped.
 *
 * @param claims The claims set.
 * @param paths Where they are.
 * @returns The names, each once; frozen.
 */
export function readNames(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(claims, paths, (value) => {
    if (typeof value === 'string') return [value]
    return isJsonObject(value) ? Object.keys(value).filter((name) => Boolean(value[name])) : listOf(value)
  })
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function collect(
  claims: JsonObject,
  paths: readonly ClaimPath[],
  read: (value: unknown) => readonly unknown[]
): string[] {
  const names = paths.flatMap((path) => read(readClaim(claims, path))).filter(isText)
  const distinct = names.length < 2 ? names : [...new Set(names)]
  // The type stays the one that the Model Context Protocol SDK expects; a change throws.
  Object.freeze(distinct)
  return distinct
}
