import { ConfigurationError } from '../errors/configuration-error.ts'
import type { AllOfGuard, AnyOfGuard, AnyScopeGuard, Guard, ScopesGuard } from '../guards/guard.ts'

/** A guard that OpenAPI has no member for: everything but scopes. */
export type OtherGuard = Exclude<Guard, ScopesGuard | AnyScopeGuard | AllOfGuard | AnyOfGuard>

/** One way to satisfy a guard: every scope and every other guard is required. */
export interface Alternative {
  readonly scopes: readonly string[]
  readonly others: readonly OtherGuard[]
}

/** More are of no use to a reader; a guard of nested alternatives could have millions. */
const MAX_ALTERNATIVES = 64

/**
 * Lists the ways to satisfy a guard, preferred first: OpenAPI knows alternatives on the outside only.
 *
 * @throws {ConfigurationError} For a guard with more than 64 of them.
 */
export function alternativesOf(guard: Guard): readonly Alternative[] {
  switch (guard.kind) {
    case 'scopes':
      return [{ scopes: guard.all, others: [] }]
    case 'anyScope':
      return guard.any.map((scope) => ({ scopes: [scope], others: [] }))
    case 'anyOf':
      return bounded(guard.guards.flatMap(alternativesOf))
    case 'allOf':
      return guard.guards.map(alternativesOf).reduce(combine)
    default:
      return [{ scopes: [], others: [guard] }]
  }
}

function combine(first: readonly Alternative[], second: readonly Alternative[]): readonly Alternative[] {
  return bounded(
    first.flatMap((one) =>
      second.map((other) => ({
        scopes: [...new Set([...one.scopes, ...other.scopes])],
        others: [...one.others, ...other.others]
      }))
    )
  )
}

function bounded(alternatives: readonly Alternative[]): readonly Alternative[] {
  if (alternatives.length <= MAX_ALTERNATIVES) return alternatives
  throw new ConfigurationError('guard', TOO_MANY)
}

const TOO_MANY = `a guard with more than ${MAX_ALTERNATIVES} alternatives cannot be shown in an OpenAPI document: name a scope or a role for them`
