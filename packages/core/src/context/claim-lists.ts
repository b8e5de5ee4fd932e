import { readClaim, type ClaimPath } from '../json/claim-path.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { ImpliedScopes } from '../scopes/implied-scopes.ts'
import { createSharedValues } from './shared-values.ts'

const EMPTY: string[] = frozen([])

/** Lists by their scope string, and others by their members as JSON: a name can contain any separator. */
const scopeLists = createSharedValues<string[]>()
const lists = createSharedValues<string[]>()

/**
 * Collects scope tokens: each claim is a string of words with spaces between, or a list of single words. They
 * are case-sensitive, and not split at `/` or `:` (RFC 6749 section 3.3).
 *
 * @param claims The claims set.
 * @param paths Where scopes are.
 * @returns The scopes, each once; frozen, since tokens share lists.
 */
export function readScopes(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(claims, paths, (value) => {
    if (typeof value === 'string') return scopeLists.get(value, () => listOf(value.split(' ')))
    return listOf(Array.isArray(value) ? value : [])
  })
}

/**
 * Collects permissions or roles: each claim is a list, one string, or an object whose member names they are
 * (as Zitadel writes roles). A member that is false, null, 0 or an empty text is skipped.
 *
 * @param claims The claims set.
 * @param paths Where they are.
 * @returns The names, each once; frozen, since tokens share lists.
 */
export function readNames(claims: JsonObject, paths: readonly ClaimPath[]): string[] {
  return collect(claims, paths, (value) => {
    if (typeof value === 'string') return listOf([value])
    if (isJsonObject(value)) return listOf(Object.keys(value).filter((name) => Boolean(value[name])))
    return listOf(Array.isArray(value) ? value : [])
  })
}

function collect(
  claims: JsonObject,
  paths: readonly ClaimPath[],
  read: (value: unknown) => string[]
): string[] {
  let found = EMPTY
  for (const path of paths) {
    const value = readClaim(claims, path)
    const names = value === undefined ? EMPTY : read(value)
    if (found.length === 0) found = names
    else if (names.length > 0) found = listOf([...found, ...names])
  }
  return found
}

/**
 * Adds the scopes that others imply.
 *
 * @returns The scopes, each once; the list itself if nothing is added.
 */
export function addImplied(scopes: string[], implied: ImpliedScopes): string[] {
  const added = implied.size === 0 ? EMPTY : scopes.flatMap((scope) => implied.get(scope) ?? EMPTY)
  return added.length === 0 ? scopes : listOf([...scopes, ...added])
}

/** The names among the values: strings of at least one character, each once. */
function listOf(values: readonly unknown[]): string[] {
  const names = values.filter(isText)
  if (names.length === 0) return EMPTY
  return lists.get(JSON.stringify(names), () => frozen([...new Set(names)]))
}

/** The type stays the one that the Model Context Protocol SDK expects; a change throws. */
function frozen(names: string[]): string[] {
  Object.freeze(names)
  return names
}
