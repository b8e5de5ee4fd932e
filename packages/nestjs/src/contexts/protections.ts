import type { ProtectedResource } from '@portcullis/core'
import type { Protection } from '@portcullis/core/adapter'
import { readPolicy, type Handler } from '../policy.ts'

/** Returns how a method of a class is protected; undefined if it is public. */
export type ProtectionOf = (type: Handler, method: Handler) => Protection | undefined

/**
 * Creates the function that reads decorators and finds the protected resource, once for each handler: for
 * each request, that would take as long as everything else.
 *
 * @param find Finds a protected resource by its name.
 */
export function createProtections(find: (name?: string) => ProtectedResource): ProtectionOf {
  const known = new WeakMap<Handler, WeakMap<Handler, { readonly protection: Protection | undefined }>>()
  return (type, method) => {
    const ofType = known.get(type) ?? new WeakMap<Handler, { readonly protection: Protection | undefined }>()
    known.set(type, ofType)
    const found = ofType.get(method)
    if (found !== undefined) return found.protection
    const policy = readPolicy(type, method)
    const protection = policy && { ...policy, protectedResource: find(policy.name) }
    ofType.set(method, { protection })
    return protection
  }
}
