import { isPromise } from '../flow/is-promise.ts'
import type { ProtectedResource } from '../protected-resource.ts'
import type { FetchRequest, ResourceRequest } from '../request/resource-request.ts'
import type { Admission } from './admission.ts'
import type { Protection } from './protect.ts'

type FirstRequest = Promise<ResourceRequest | FetchRequest | undefined>

/** The request that confirmed a bound token, for each request or connection and each protected resource. */
const BOUND = new WeakMap<object, WeakMap<ProtectedResource, FirstRequest>>()

/**
 * Returns a protection for hosts that decide several times about one request or connection, for authors of
 * adapters: the fields of a GraphQL operation, the messages of a WebSocket. A DPoP proof can be used once
 * (RFC 9449 section 11.1), and uses of it for the same request object count as one. So the request that
 * confirmed a bound token is admitted again each time: its proof stays valid, and a token that expired or was
 * revoked since then is refused. Without a bound token, each request is admitted as it comes.
 *
 * @param protection How the route is protected.
 * @param subject The request or the connection. Nothing of it is read.
 * @returns The protection, for `protect`.
 */
export function protectOnce(protection: Protection, subject: object): Protection {
  const { protectedResource } = protection
  const bound = BOUND.get(subject) ?? new WeakMap<ProtectedResource, FirstRequest>()
  BOUND.set(subject, bound)
  const admit: ProtectedResource['admit'] = (request, options) => {
    const admitFirst = (): Admission | Promise<Admission> => {
      const keepBound = ({ context }: Admission): typeof request | undefined =>
        context?.confirmation === undefined ? undefined : request
      const admission = protectedResource.admit(request, options)
      // What is decided synchronously has no proof.
      if (isPromise(admission))
        bound.set(
          protectedResource,
          admission.then(keepBound, () => undefined)
        )
      return admission
    }
    const first = bound.get(protectedResource)
    if (first === undefined) return admitFirst()
    return first.then((known) =>
      known === undefined ? admitFirst() : protectedResource.admit(known, options)
    )
  }
  return { ...protection, protectedResource: { ...protectedResource, admit } }
}
