import { isPromise } from '../flow/is-promise.ts'
import type { ProtectedResource } from '../protected-resource.ts'
import type { Admission } from './admission.ts'
import type { Protection } from './protect.ts'

/** Callers with a bound token, for each request or connection and each protected resource. */
const BOUND = new WeakMap<object, WeakMap<ProtectedResource, Promise<Admission | undefined>>>()

/**
 * Returns a protection for hosts that decide several times about one request or connection, for authors of
 * adapters: the fields of a GraphQL operation, the messages of a WebSocket. A DPoP proof can be used once
 * (RFC 9449 section 11.1), so a caller with a bound token is authenticated once, and stays authenticated
 * until the token expires. All others are admitted again each time, from the cache.
 *
 * @param protection How the route is protected.
 * @param subject The request or the connection. Nothing of it is read.
 * @returns The protection, for `protect`.
 */
export function protectOnce(protection: Protection, subject: object): Protection {
  const { protectedResource } = protection
  const bound = BOUND.get(subject) ?? new WeakMap<ProtectedResource, Promise<Admission | undefined>>()
  BOUND.set(subject, bound)
  const admit: ProtectedResource['admit'] = (request, options) => {
    const admitAnew = (): Admission | Promise<Admission> => {
      const admission = protectedResource.admit(request, options)
      // What is decided synchronously has no proof.
      if (isPromise(admission))
        bound.set(
          protectedResource,
          admission.then(keepBound, () => undefined)
        )
      return admission
    }
    const known = bound.get(protectedResource)
    if (known === undefined) return admitAnew()
    return known.then((admission) => (isCurrent(admission) ? admission : admitAnew()))
  }
  return { ...protection, protectedResource: { ...protectedResource, admit } }
}

function keepBound(admission: Admission): Admission | undefined {
  return admission.context?.confirmation === undefined ? undefined : admission
}

function isCurrent(admission: Admission | undefined): admission is Admission {
  return admission?.context !== undefined && admission.context.expiresAt * 1000 > Date.now()
}
