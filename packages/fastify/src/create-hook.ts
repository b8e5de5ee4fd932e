import { ConfigurationError, fromNodeRequest, type Admission, type Guard } from '@portcullis/core'
import { authorize, protect, withGuard, withRouteGuards } from '@portcullis/core/adapter'
import type { Outcome, Protection } from '@portcullis/core/adapter'
import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import type { AuthHook, RefusalOptions } from './types.ts'

/** The key under which a scope keeps how its routes are protected; scopes inside inherit it. */
export const SCOPE: unique symbol = Symbol('portcullis.scope')

/** How a route is protected, and who writes the body of a refusal. */
export type RouteProtection = Protection & RefusalOptions

const ADMITTED: unique symbol = Symbol('portcullis.admitted')

/** A request that an earlier hook can have admitted, and its scope. */
type Guarded = FastifyRequest & {
  readonly server: FastifyInstance & { readonly [SCOPE]?: RouteProtection }
  [ADMITTED]?: Pick<Protection, 'protectedResource'> & { readonly admission: Admission }
}

/**
 * Creates a hook that authenticates a request, unless an earlier hook did, and then requires the guard.
 * Synchronous if the token is cached.
 *
 * @param given How the route is protected, or only its guard: then as its scope is.
 * @returns The hook.
 */
export function createHook(given: RouteProtection | { readonly guard: Guard }): AuthHook {
  const hook = (request: Guarded, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const scope = request.server[SCOPE]
    const protection = 'protectedResource' in given ? given : scope && withGuard(scope, given.guard)
    if (protection === undefined) return done(new ConfigurationError('portcullis', NOT_REGISTERED))
    const { protectedResource, onRefusal } = protection
    const outcome: Outcome = {
      enter(admission) {
        const { context: auth, failure: authFailure } = admission
        void reply.headers({ ...admission.headers })
        // Also if undefined: a caller of an outer protected resource is not one of this one.
        Object.assign(request, { auth, authFailure, [ADMITTED]: { protectedResource, admission } })
        Object.assign(request.raw, { auth })
        done()
      },
      answer({ status, headers, body }, refusal) {
        void reply.code(status).headers(headers)
        if (refusal === undefined) return void reply.send(body)
        request.authFailure = refusal
        request.log.info({ code: refusal.code, hint: refusal.hint, page: refusal.page }, 'request refused')
        if (onRefusal !== 'throw') return void reply.send(body)
        // Fastify removes the headers of the body: the error handler of the application writes another one.
        done(Object.assign(refusal, { statusCode: status }))
      },
      fail: done
    }
    const { [ADMITTED]: earlier } = request
    // Only one with a caller counts: an earlier hook can have admitted an anonymous request.
    const isKnown = earlier?.admission.context && earlier.protectedResource === protectedResource
    if (isKnown) authorize(protection, earlier.admission, outcome)
    else protect(withRouteGuards(protection, request), fromNodeRequest(request.raw, request.body), outcome)
  }
  // Fastify calls it with these; its types differ with the server and the logger of the application. An OpenAPI
  // document reads back how the route is protected.
  return Object.assign(hook, given) as AuthHook
}

const NOT_REGISTERED = 'no protected resource in this scope: await app.register(portcullis, ...) in it first'
