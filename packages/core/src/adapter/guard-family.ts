// Every function of this module is one of the family.
import * as guards from '../guards/create-guards.ts'
import type { Guard, HasGuard } from '../guards/guard.ts'
import type { ProtectedResource } from '../protected-resource.ts'

/**
 * The functions that create guards, as an adapter offers them: with the same arguments, they create what its
 * framework runs before a route.
 *
 * @typeParam Route What runs before a route: middleware, or a hook.
 */
export type GuardFamily<Route> = {
  readonly [Name in keyof typeof guards]: (...args: Parameters<(typeof guards)[Name]>) => Route & HasGuard
}

/**
 * Creates the guards of an adapter, for authors of adapters.
 *
 * @typeParam Route What runs before a route.
 * @param toRoute Creates it from a guard.
 * @param protectedResource Registers each guard, so that its scopes are in the metadata.
 * @returns The functions. Each returns such a route with the guard as its member `guard`.
 */
export function createGuardFamily<Route extends object>(
  toRoute: (guard: Guard) => Route,
  protectedResource?: Pick<ProtectedResource, 'registerGuard'>
): GuardFamily<Route> {
  const family = Object.entries(guards).map(([name, create]) => [
    name,
    (...args: never[]) => {
      const createOne: (...args: never[]) => Guard = create
      const guard = createOne(...args)
      protectedResource?.registerGuard(guard)
      return Object.assign(toRoute(guard), { guard })
    }
  ])
  return Object.fromEntries(family) as GuardFamily<Route>
}
