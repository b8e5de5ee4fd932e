import { isScopeToken } from '../errors/scope-token.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import { findCycle, followImplied } from '../scopes/implied-scopes.ts'
import type { OptionRule } from './option-rules.ts'

/** The rule for `impliedScopes`. A cycle would make two names of one scope, which is a mistake. */
export const areImpliedScopes: OptionRule = (value) => {
  if (!isJsonObject(value)) return SHAPE
  const scopes = Object.entries(value).flatMap(([scope, implied]) => [scope, implied].flat())
  const isValid = Object.values(value).every(Array.isArray) && scopes.every(isScope)
  if (!isValid) return SHAPE
  const cycle = findCycle(followImplied(value as Record<string, string[]>))
  return cycle === undefined ? undefined : `has a cycle: ${JSON.stringify(cycle)} implies itself`
}

const isScope = (value: unknown): boolean => isText(value) && isScopeToken(value)

const SHAPE = "must list, for each scope, the scopes that it implies: { admin: ['read', 'write'] }"
