import { allOf } from '../guards/create-guards.ts'
import { isGuard, type Guard } from '../guards/guard.ts'
import type { ProtectedResource } from '../protected-resource.ts'
import { observeScopes, type ScopedHost } from './observe-scopes.ts'
import type { Protection } from './protect.ts'
import { guardsAmong, registerGuards } from './register-guards.ts'

/** A host whose scopes know their protected resources. */
export interface GuardedHost extends ScopedHost {
  readonly protectedResource: ProtectedResource
}

/** The member of the `config` of a route that has its guards: its requests can read nothing else of it. */
const OF_ROUTE: unique symbol = Symbol('portcullis.guards')

/** Guards that are hooks, by their scope. Scopes inside inherit them. */
const ofScopes = new WeakMap<object, readonly Guard[]>()

/**
 * Registers the guards that are added to a host from now on, as hooks or with routes, for authors of
 * adapters. Each counts for the protected resource of its scope. `withRouteGuards` finds them for a request.
 *
 * @param host A host with scopes that inherit its methods, such as Fastify.
 */
export function observeGuards<Scope extends GuardedHost>(host: Scope): void {
  Reflect.apply(host.addHook, host, ['onRoute', keepGuards])
  observeScopes(host, (scope, added) => {
    const guards = guardsAmong(Object.values(added))
    registerGuards(scope.protectedResource, guards)
    if (!('url' in added)) ofScopes.set(scope, [...(ofScopes.get(scope) ?? []), ...guards])
  })
}

function keepGuards(route: { config?: object }): void {
  route.config = { ...route.config, [OF_ROUTE]: guardsAmong(Object.values(route)) }
}

/** A request of a host, as far as it is read. */
interface RoutedRequest {
  readonly headers: { readonly authorization?: string | undefined }
  readonly server: object
  readonly routeOptions: { readonly config: object & { readonly [OF_ROUTE]?: readonly Guard[] } }
}

/**
 * Returns a protection whose challenge names the scopes of all guards of a route, those of its scope
 * included, for authors of adapters: also if a hook refuses that runs before them. Only a client without
 * credentials learns them, so a request with `Authorization` costs nothing.
 *
 * @param protection How the hook is protected that runs now.
 * @param request The request.
 */
export function withRouteGuards(protection: Protection, request: RoutedRequest): Protection {
  const { headers, server, routeOptions } = request
  if (headers.authorization !== undefined) return protection
  const { guard, challengeFor = guard } = protection
  const later = [...inherited(server), ...(routeOptions.config[OF_ROUTE] ?? [])]
  const [first, ...more] = [challengeFor, ...later].filter(isGuard)
  return first === undefined ? protection : { ...protection, challengeFor: allOf(first, ...more) }
}

function inherited(scope: object | null): readonly Guard[] {
  return scope === null ? [] : [...inherited(Reflect.getPrototypeOf(scope)), ...(ofScopes.get(scope) ?? [])]
}
