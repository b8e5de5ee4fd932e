import type { ProtectedResource } from '../protected-resource.ts'
import { isGuard, type Guard } from '../guards/guard.ts'

/**
 * Registers the guards among what runs before a route, for authors of adapters: their scopes are in the
 * metadata from then on. Everything else is ignored.
 *
 * @param protectedResource The protected resource of the route.
 * @param handlers Guards, functions that can hold one, and lists of both.
 */
export function registerGuards(protectedResource: ProtectedResource, handlers: readonly unknown[]): void {
  for (const guard of guardsAmong(handlers)) protectedResource.registerGuard(guard)
}

/** Returns the guards among what runs before a route: guards, functions that can hold one, and lists of both. */
export function guardsAmong(handlers: readonly unknown[]): readonly Guard[] {
  return handlers
    .flat()
    .map((handler): unknown => (typeof handler === 'function' ? Reflect.get(handler, 'guard') : handler))
    .filter(isGuard)
}
