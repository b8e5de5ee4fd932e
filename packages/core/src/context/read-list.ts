import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'
import { readClaim, type ClaimPath } from '../json/claim-path.ts'

const NOTHING: string[] = []
Object.freeze(NOTHING)

/** Scope strings and what they mean; an issuer has few. */
const MAX_SCOPE_STRINGS = 1000
const scopeLists = new Map<string, string[]>()

/**
 * Collects scope tokens: each claim may be a string of words with spaces between, or a list of single words.
 * They are kept as they stand, case included; nothing is split at `/` or `:` (RFC 6749 section 3.3).
 *
 * @param claims The claims set.
 * @param paths Where scopes are.
 * @returns The scopes, each once. Not to be changed: lists are shared.
 */
export function readScopes(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(claims, paths, (value) => (typeof value === 'string' ? splitScope(value) : stringsOf(value)))
}

/**
 * Collects permissions or roles: each claim may be a list, one string, or an object whose member names they
 * are (as Zitadel writes roles).
 *
 * @param claims The claims set.
 * @param paths Where they are.
 * @returns The names, each once. Not to be changed: lists are shared.
 */
export function readNames(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(claims, paths, (value) => {
    if (typeof value === 'string') return namesOf([value])
    return isJsonObject(value) ? namesOf(Object.keys(value)) : stringsOf(value)
  })
}

function collect(
  claims: JsonObject,
  paths: readonly ClaimPath[],
  read: (value: unknown) => string[]
): string[] {
  let found = NOTHING
  for (const path of paths) {
    const value = readClaim(claims, path)
    const names = value === undefined ? NOTHING : read(value)
    if (found.length === 0) found = names
    else if (names.length > 0) found = namesOf([...found, ...names])
  }
  return found
}

function splitScope(scope: string): string[] {
  const known = scopeLists.get(scope)
  if (known !== undefined) return known
  const scopes = Object.freeze(namesOf(scope.split(' '))) as string[]
  if (scopeLists.size >= MAX_SCOPE_STRINGS) scopeLists.clear()
  scopeLists.set(scope, scopes)
  return scopes
}

/** The very list of the claims set where it is good as it stands. */
function stringsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return NOTHING
  return isListOfNames(value) ? value : namesOf(value.filter((member) => typeof member === 'string'))
}

function isListOfNames(values: readonly unknown[]): values is string[] {
  return values.every(
    (value, index) => typeof value === 'string' && value !== '' && values.indexOf(value) === index
  )
}

function namesOf(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '')
}
