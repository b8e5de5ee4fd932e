import { readClaim, type ClaimPath } from '../json/claim-path.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'

/**
 * Collects scope tokens: each claim may be a string of words with spaces between, or a list of single words.
 * They are kept as they stand, case included; nothing is split at `/` or `:` (RFC 6749 section 3.3).
 *
 * @param claims The claims set.
 * @param paths Where scopes are.
 * @returns The scopes, each once.
 */
export function readScopes(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(paths, (path) => {
    const value = readClaim(claims, path)
    return typeof value === 'string' ? value.split(' ') : stringsOf(value)
  })
}

/**
 * Collects permissions or roles: each claim may be a list, one string, or an object whose member names they
 * are (as Zitadel writes roles).
 *
 * @param claims The claims set.
 * @param paths Where they are.
 * @returns The names, each once.
 */
export function readNames(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(paths, (path) => {
    const value = readClaim(claims, path)
    if (typeof value === 'string') return [value]
    return isJsonObject(value) ? Object.keys(value) : stringsOf(value)
  })
}

function collect(paths: readonly ClaimPath[], read: (path: ClaimPath) => readonly string[]): string[] {
  return [...new Set(paths.flatMap(read))].filter((name) => name !== '')
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : []
}
