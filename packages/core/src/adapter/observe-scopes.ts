/** A host with scopes that inherit its methods, such as Fastify. */
export interface ScopedHost {
  /** Adds a hook to a scope, by its name. */
  readonly addHook: (name: never, hook: never) => unknown
}

/**
 * Calls a function for each route and each hook that is added from now on, to a host or to a scope inside,
 * for authors of adapters. Fastify has an event for routes only, so its method `addHook` is replaced.
 *
 * @typeParam Scope The host and its scopes.
 * @param host The host.
 * @param see Is called when the host is ready: with the scope, and with the options of the route; for a hook
 *   with an object that has only this hook, by its name.
 */
export function observeScopes<Scope extends ScopedHost>(
  host: Scope,
  see: (scope: Scope, added: object) => void
): void {
  const seen: [scope: Scope, added: object][] = []
  const { addHook } = host
  const add = (name: string, hook: unknown): unknown => Reflect.apply(addHook, host, [name, hook])
  Object.assign(host, {
    addHook(this: Scope, name: string, hook: unknown): unknown {
      seen.push([this, { [name]: hook }])
      return Reflect.apply(addHook, this, [name, hook])
    }
  })
  add('onRoute', function (this: Scope, route: object) {
    seen.push([this, route])
  })
  add('onReady', async () => {
    for (const [scope, added] of seen.splice(0)) see(scope, added)
  })
}
