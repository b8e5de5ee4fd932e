import { hasListeners, publish } from '#events'
import type { Caller } from '../errors/refused-caller.ts'
import { readPath } from '../request/read-path.ts'
import type { ResourceRequest } from '../request/resource-request.ts'

/**
 * Publishes that a request was authenticated, if there are subscribers.
 *
 * @param caller Whose token it was.
 * @param request The request.
 * @param took Returns how long the decision took, in milliseconds. Called only if there are subscribers.
 */
export function publishAuthenticated(caller: Caller, request: ResourceRequest, took: () => number): void {
  if (!hasListeners()) return
  const { issuer, clientId } = caller
  const { method } = request
  const path = readPath(request)
  publish({ type: 'request_authenticated', method, path, issuer, clientId, milliseconds: took() })
}
