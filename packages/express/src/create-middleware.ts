import { ConfigurationError, fromNodeRequest, type Guard } from '@portcullis/core'
import {
  authorize,
  createNodeOutcome,
  protect,
  withGuard,
  type Admission,
  type Protection
} from '@portcullis/core/adapter'
import type { IncomingMessage } from 'node:http'
import type { AuthMiddleware, Handler, RefusalOptions } from './types.ts'

/** How routes are protected, and who writes the body of a refusal. */
export type RouteProtection = Protection & RefusalOptions

/** Creates middleware that decides about requests as the protection says. */
export function createMiddleware(protection: RouteProtection): AuthMiddleware {
  const { protectedResource, allowAnonymous = false, onRefusal } = protection
  const handler: Handler = (req: IncomingMessage & { auth?: unknown; authFailure?: unknown }, res, next) => {
    const attach = (admission: Admission): void => {
      const { context, failure } = admission
      // Also if undefined: a caller of an outer protected resource is not one of this one.
      req.auth = context
      // Set only if it changes: a new member on a request of Express is expensive.
      if (failure !== req.authFailure) req.authFailure = failure
      stateOf(res)[ADMITTED] = { admission, protection }
    }
    protect(protection, fromNodeRequest(req), createNodeOutcome({ req, res, next, onRefusal, attach }))
  }
  return Object.assign(handler, { protectedResource, allowAnonymous })
}

/** Creates middleware that requires a guard of an admitted request. */
export const createGuardMiddleware =
  (guard: Guard): Handler =>
  (req: object, res, next) => {
    const { [ADMITTED]: admitted } = stateOf(res)
    if (admitted === undefined) return next(new ConfigurationError('requireAuth', NOT_AUTHENTICATED))
    const { admission, protection } = admitted
    const { onRefusal } = protection
    authorize(withGuard(protection, guard), admission, createNodeOutcome({ req, res, next, onRefusal }))
  }

const NOT_AUTHENTICATED = 'requireAuth() did not run before this guard, or res.locals was replaced in between'

const ADMITTED = Symbol('portcullis.admitted')

/** How a request was admitted: what guards read. */
type State = { [ADMITTED]?: Readonly<{ admission: Admission; protection: RouteProtection }> }

/**
 * Returns the object that keeps the state of a request; it has none if no `requireAuth` or `optionalAuth`
 * admitted the request. With Express that is `res.locals`: each request there has a hidden class of its own,
 * so that a new member on the request costs more than the whole check.
 */
function stateOf(res: Parameters<Handler>[1]): State {
  return res.locals ?? res
}
