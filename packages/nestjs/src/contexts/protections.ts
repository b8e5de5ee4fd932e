import type { ProtectedResource } from '@portcullis/core'
import type { Protection } from '@portcullis/core/adapter'
import { readPolicy, type Handler, type Policy } from '../policy.ts'

/** How a method of a class is protected. */
export type HandlerProtection = Policy & Protection

/** Returns how a method of a class is protected; undefined if it is public. */
export type ProtectionOf = (type: Handler, method: Handler) => HandlerProtection | undefined

/**
 * Creates the function that reads decorators and finds the protected resource, once for each handler: for
 * each request, that would take as long as everything else.
 *
 * @param find Finds a protected resource by its name.
 */
export function createProtections(find: (name?: string) => ProtectedResource): ProtectionOf {
  const known = new WeakMap<Handler, WeakMap<Handler, HandlerProtection | undefined>>()
  return (type, method) => {
    const ofType = known.get(type) ?? new WeakMap<Handler, HandlerProtection | undefined>()
    known.set(type, ofType)
    if (ofType.has(method)) return ofType.get(method)
    const policy = readPolicy(type, method)
    const protection = policy && { ...policy, protectedResource: find(policy.name) }
    ofType.set(method, protection)
    return protection
  }
}
