import type { Answer } from '../challenge/answer.ts'
import { isProtectedResourceError, type ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { toError } from '../errors/to-error.ts'
import { isPromise } from '../flow/is-promise.ts'
import type { Guard } from '../guards/guard.ts'
import type { ProtectedResource } from '../protected-resource.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import type { Admission, AdmissionOptions } from './admission.ts'

/** How a route is protected. */
export interface Protection extends AdmissionOptions {
  /** The protected resource that decides. */
  readonly protectedResource: ProtectedResource
  /** What the route requires of the caller, in addition to a valid token. */
  readonly guard?: Guard | undefined
}

/** What an adapter does with a decision; exactly one of these is called. */
export interface Outcome {
  /** Passes the request on to the application. */
  enter(admission: Admission): void
  /** Sends the finished answer to a refused request. */
  answer(answer: Answer, refusal: ProtectedResourceError): void
  /** Passes on an error that is not a refusal: a defect, or an error of the application. */
  fail(error: Error): void
}

/**
 * Decides about a request, for authors of adapters. Synchronous if the token is cached. If `enter` or
 * `answer` throws, `fail` gets the error (`answer` gets it, if it is a refusal).
 *
 * @param protection How the route is protected.
 * @param request The request.
 * @param outcome What happens next.
 */
export function protect(protection: Protection, request: ResourceRequest, outcome: Outcome): void {
  try {
    const admission = protection.protectedResource.admit(request, protection)
    if (!isPromise(admission)) return authorize(protection, admission, outcome)
    admission.then(
      (late) => authorize(protection, late, outcome),
      (error: unknown) => refuse(protection, error, outcome)
    )
  } catch (error) {
    refuse(protection, error, outcome)
  }
}

/**
 * Calls `enter` if an admitted request satisfies the guard of the route, for authors of adapters whose guards
 * run after authentication; else as `protect`.
 *
 * @param protection How the route is protected.
 * @param admission The admission that `protect` passed to `enter` earlier.
 * @param outcome What happens next.
 */
export function authorize(protection: Protection, admission: Admission, outcome: Outcome): void {
  const { protectedResource, guard } = protection
  try {
    if (guard !== undefined) protectedResource.authorize(admission.context, guard, admission)
    outcome.enter(admission)
  } catch (error) {
    refuse(protection, error, outcome)
  }
}

function refuse({ protectedResource }: Protection, error: unknown, outcome: Outcome): void {
  if (!isProtectedResourceError(error)) return outcome.fail(toError(error))
  try {
    outcome.answer(protectedResource.answer(error), error)
  } catch (fault) {
    outcome.fail(toError(fault))
  }
}
