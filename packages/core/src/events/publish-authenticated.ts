import { hasListeners, publish } from '#events'
import type { Caller } from '../errors/refused-caller.ts'
import { readPath } from '../request/read-path.ts'
import type { ResourceRequest } from '../request/resource-request.ts'

/**
 * Publishes that a request was authenticated, if there are subscribers.
 *
 * @param caller Whose token it was.
 * @param request The request.
 * @param milliseconds How long the decision took.
 */
export function publishAuthenticated(caller: Caller, request: ResourceRequest, milliseconds: number): void {
  if (!hasListeners()) return
  const { issuer, clientId } = caller
  const { method } = request
  publish({ type: 'request_authenticated', method, path: readPath(request), issuer, clientId, milliseconds })
}
