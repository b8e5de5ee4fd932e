import type { Guard } from './guard.ts'

/**
 * The scopes that a guard requires, for a challenge or a document: the whole set, not only what a token lacks
 * (RFC 6750 section 3). Where one of several will do, it is the first.
 *
 * @param guard The guard.
 * @returns Scope tokens, each once, in the order in which they stand.
 */
export function requiredScopes(guard: Guard): readonly string[] {
  switch (guard.kind) {
    case 'scopes':
      return guard.all
    case 'anyScope':
      return guard.any.slice(0, 1)
    case 'allOf':
      return [...new Set(guard.guards.flatMap(requiredScopes))]
    case 'anyOf':
      return guard.guards.slice(0, 1).flatMap(requiredScopes)
    default:
      return []
  }
}
