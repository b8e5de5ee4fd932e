import type { ProtectedResource } from '../protected-resource.ts'
import { isGuard } from '../guards/guard.ts'

/**
 * Registers the guards among what runs before a route, for authors of adapters: their scopes are in the
 * metadata from then on. Everything else is ignored.
 *
 * @param protectedResource The protected resource of the route.
 * @param handlers Guards, functions that can hold one, and lists of both.
 */
export function registerGuards(protectedResource: ProtectedResource, handlers: readonly unknown[]): void {
  for (const handler of handlers.flat()) {
    const guard: unknown = typeof handler === 'function' ? Reflect.get(handler, 'guard') : handler
    if (isGuard(guard)) protectedResource.registerGuard(guard)
  }
}
