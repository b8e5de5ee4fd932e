import * as core from '@portcullis/core'
import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import { refuse, type Exchange } from './refuse.ts'
import type { AuthHook } from './types.ts'

/** What a hook does beside authenticating. */
export interface HookSettings extends core.AdmissionOptions {
  /** The protected resource; by default that of the scope which the route is in. */
  readonly resource?: core.ProtectedResource
  /** What the caller must be allowed. */
  readonly guard?: core.Guard
}

const ADMITTED = Symbol('portcullis admitted')

/**
 * How a request was let in, and by which protected resource: a member of its own, which costs less than a
 * map.
 */
type Guarded = Omit<FastifyRequest, 'auth'> & {
  auth: core.AuthContext | undefined
  [ADMITTED]?: { resource: core.ProtectedResource; admission: core.Admission }
}

/**
 * Makes a hook that authenticates a request, unless an earlier one did, and asks the guard. A token that was
 * verified before is recognised without any promise.
 *
 * @param given What else it does.
 * @returns The hook.
 */
export function createHook(given: HookSettings): AuthHook {
  // Written out, so that nothing that objects inherit can change it.
  const settings = { allowAnonymous: false, onInvalidToken: 'refuse', ...given } as const
  // Fastify calls it with these; its types differ with the server and the logger of the application.
  return ((request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => {
    const resource = settings.resource ?? (request.server as Partial<FastifyInstance>).protectedResource
    if (resource === undefined) return done(new core.ConfigurationError('portcullis', NOT_REGISTERED))
    const exchange = { request, reply, done, resource }
    try {
      const admission =
        earlierAdmission(exchange) ??
        resource.admit(core.fromNodeRequest(request.raw, request.body), settings)
      if (!('then' in admission)) return enter(admission, settings, exchange)
      const entering = admission.then((late) => enter(late, settings, exchange))
      entering.catch((error: unknown) => refuse(error, exchange))
    } catch (error) {
      refuse(error, exchange)
    }
  }) as AuthHook
}

/** Only one with a caller counts: an earlier hook may have let in anonymous requests, which this one may not. */
function earlierAdmission({ request, resource }: Exchange): core.Admission | undefined {
  const { [ADMITTED]: earlier }: Guarded = request
  const isKnown = earlier?.resource === resource && earlier.admission.context !== undefined
  return isKnown ? earlier.admission : undefined
}

function enter(admission: core.Admission, { guard }: HookSettings, { request, resource, done }: Exchange) {
  const guarded: Guarded = request
  // Undefined too: who is known to an outer protected resource is not thereby known to this one.
  guarded.auth = admission.context
  guarded.authFailure = admission.failure
  guarded[ADMITTED] = { resource, admission }
  if (guard !== undefined) resource.authorize(admission.context, guard, admission.failure)
  done()
}

const NOT_REGISTERED = 'a guard finds no protected resource: await app.register(portcullis, ...) in its scope'
