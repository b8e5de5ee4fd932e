import { readClaim, type ClaimPath } from '../json/claim-path.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import type { JsonObject } from '../json/json-object.ts'
import { createShared } from './shared.ts'

const NOTHING: string[] = []
Object.freeze(NOTHING)

/** Scope strings, and what they mean. */
const scopeStrings = createShared<string[]>()

/** Lists of one, by what is in them. */
const singles = createShared<string[]>()

/** Lists, by their members as JSON: a character between them could stand in a name. */
const lists = createShared<string[]>()

/**
 * Collects scope tokens: each claim may be a string of words with spaces between, or a list of single words.
 * They are kept as they stand, case included; nothing is split at `/` or `:` (RFC 6749 section 3.3).
 *
 * @param claims The claims set.
 * @param paths Where scopes are.
 * @returns The scopes, each once; frozen, since lists are shared.
 */
export function readScopes(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(claims, paths, (value) => {
    if (typeof value !== 'string') return listOf(Array.isArray(value) ? value : [])
    return scopeStrings.get(value, () => listOf(value.split(' ')))
  })
}

/**
 * Collects permissions or roles: each claim may be a list, one string, or an object whose member names they
 * are (as Zitadel writes roles); a member that is false, null, 0 or an empty text is none.
 *
 * @param claims The claims set.
 * @param paths Where they are.
 * @returns The names, each once; frozen, since lists are shared.
 */
export function readNames(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(claims, paths, (value) => {
    if (typeof value === 'string') return listOfOne(value)
    return listOf(isJsonObject(value) ? namesIn(value) : Array.isArray(value) ? value : [])
  })
}

/** What somebody has, and not what somebody is said not to have. */
function namesIn(members: JsonObject): readonly string[] {
  return Object.keys(members).filter((name) => Boolean(members[name]))
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
    else if (names.length > 0) found = listOf([...found, ...names])
  }
  return found
}

function listOfOne(name: string): string[] {
  return name === '' ? NOTHING : singles.get(name, () => frozen([name]))
}

/** The names among the values: strings of at least one character, each once. */
function listOf(values: readonly unknown[]): string[] {
  const names = values.filter(isText)
  if (names.length < 2) return listOfOne(names[0] ?? '')
  return lists.get(JSON.stringify(names), () => frozen([...new Set(names)]))
}

/** As the type that handlers know; to change it throws. */
function frozen(names: string[]): string[] {
  Object.freeze(names)
  return names
}
