import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { Guard } from './guard.ts'
import { isScopeToken } from '../errors/scope-token.ts'

/**
 * Tells whether a value is a guard that demands something, to the bottom: guards are plain data, and may have
 * been written by hand or come from a file. One that is misspelt or empty would let everybody in.
 *
 * @param value The value.
 * @returns Whether it is a guard.
 */
export function isGuard(value: unknown): value is Guard {
  if (!isJsonObject(value)) return false
  const { kind } = value
  return typeof kind === 'string' && isKind(kind) && FORMS[kind](value)
}

function isKind(kind: string): kind is Guard['kind'] {
  return Object.hasOwn(FORMS, kind)
}

const FORMS: Readonly<Record<Guard['kind'], (guard: JsonObject) => boolean>> = {
  scopes: ({ all }) => isListOf(all, isScope),
  anyScope: ({ any }) => isListOf(any, isScope),
  permissions: ({ all }) => isListOf(all, isText),
  roles: ({ all }) => isListOf(all, isText),
  claim: ({ name, test }) => isText(name) && isClaimTest(test),
  authentication: isAuthentication,
  allOf: ({ guards }) => isListOf(guards, isGuard),
  anyOf: ({ guards }) => isListOf(guards, isGuard)
}

const MEMBERS: ReadonlySet<string> = new Set(['kind', 'acr', 'maxAgeSeconds'])

/** The one kind whose members can be left out, so that a misspelt one would be no demand. */
function isAuthentication(guard: JsonObject): boolean {
  const { acr, maxAgeSeconds: age } = guard
  const isKnown = ([name, member]: [string, unknown]): boolean => member === undefined || MEMBERS.has(name)
  if (!Object.entries(guard).every((entry) => isKnown(entry))) return false
  if (isListOf(acr, isScope)) return age === undefined || isAge(age)
  return Array.isArray(acr) && acr.length === 0 && isAge(age)
}

/**
 * Tells whether a value is what `requireClaim` can hold a claim against.
 *
 * @param value The value.
 * @returns Whether it is.
 */
export function isClaimTest(value: unknown): boolean {
  return ['string', 'number', 'boolean', 'function'].includes(typeof value)
}

/**
 * Tells whether a value is a number of seconds that an authentication may be old.
 *
 * @param value The value.
 * @returns Whether it is.
 */
export function isAge(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isListOf(value: unknown, isMember: (member: unknown) => boolean): boolean {
  if (!Array.isArray(value) || value.length === 0) return false
  // A copy, since holes in a list are passed over otherwise.
  return Array.from<unknown>(value).every((member) => isMember(member))
}

function isScope(value: unknown): boolean {
  return typeof value === 'string' && isScopeToken(value)
}
