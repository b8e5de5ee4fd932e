/** By scope, every scope that it implies, directly or through others. */
export type ImpliedScopes = ReadonlyMap<string, readonly string[]>

/** No scope implies another one. */
export const NOTHING_IMPLIED: ImpliedScopes = new Map()

/**
 * Follows what scopes imply through to the end: if `admin` implies `write` and `write` implies `read`,
 * `admin` implies both. In a cycle, each scope implies itself.
 *
 * @param direct By scope, what it implies directly.
 */
export function followImplied(direct: Readonly<Record<string, readonly string[]>>): ImpliedScopes {
  const named = new Map(Object.entries(direct))
  return new Map(
    [...named].map(([scope, implied]) => {
      const found = new Set(implied)
      // A set that grows while it is iterated is iterated to its new end.
      for (const each of found) for (const next of named.get(each) ?? []) found.add(next)
      return [scope, [...found]]
    })
  )
}

/** Returns the first scope that implies itself, since scopes imply each other in a circle. */
export function findCycle(implied: ImpliedScopes): string | undefined {
  return [...implied].find(([scope, scopes]) => scopes.includes(scope))?.[0]
}

/** Lists the scopes without those that another one of them implies: a token with the rest has them all. */
export function withoutImplied(scopes: readonly string[], implied: ImpliedScopes): readonly string[] {
  return scopes.filter((scope) => !scopes.some((other) => implied.get(other)?.includes(scope) === true))
}
