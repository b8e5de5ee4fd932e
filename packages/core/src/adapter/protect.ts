import type { Answer } from '../challenge/answer.ts'
import { isProtectedResourceError, type ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { toError } from '../errors/to-error.ts'
import { isPromise } from '../flow/is-promise.ts'
import type { Guard } from '../guards/guard.ts'
import type { ProtectedResource } from '../protected-resource.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import type { Admission, AdmissionOptions } from './admission.ts'
import { withGuard } from './with-guard.ts'

/** How a route is protected. */
export interface Protection extends AdmissionOptions {
  /** The protected resource that decides. */
  readonly protectedResource: ProtectedResource
  /** What the route requires of the caller, in addition to a valid token. */
  readonly guard?: Guard | undefined
  /**
   * See `AdmissionOptions`. Undefined names no scopes.
   *
   * @default the guard, if there is no such member
   */
  readonly challengeFor?: Guard | undefined
  /**
   * Protected resources of the application whose metadata is answered here.
   *
   * @default `protectedResource` only
   */
  readonly published?: Iterable<ProtectedResource>
}

/** What an adapter does with a decision; exactly one of these is called. */
export interface Outcome {
  /** Passes the request on to the application. */
  enter(admission: Admission): void
  /** Sends a finished answer: to a refused request, or without a refusal to one for metadata. */
  answer(answer: Answer, refusal?: ProtectedResourceError): void
  /** Passes on an error that is not a refusal: a defect, or an error of the application. */
  fail(error: Error): void
}

/**
 * Decides about a request, for authors of adapters. Synchronous if the token is cached. A request for the
 * metadata of the protected resource is answered without a token. If `enter` or `answer` throws, `fail` gets
 * the error (`answer` gets it, if it is a refusal).
 *
 * @param protection How the route is protected.
 * @param request The request.
 * @param outcome What happens next.
 */
export function protect(protection: Protection, request: ResourceRequest, outcome: Outcome): void {
  const { protectedResource, guard } = protection
  try {
    const metadata = answerMetadata(protection, request)
    if (metadata !== undefined) return outcome.answer(metadata)
    const isNamed = guard === undefined || Object.hasOwn(protection, 'challengeFor')
    const options = isNamed ? protection : withGuard(protection, guard)
    const admission = protectedResource.admit(request, options)
    if (!isPromise(admission)) return authorize(protection, admission, outcome)
    admission.then(
      (late) => authorize(protection, late, outcome),
      (error: unknown) => refuse(protection, error, { outcome })
    )
  } catch (error) {
    refuse(protection, error, { outcome })
  }
}

function answerMetadata(
  { protectedResource, published }: Protection,
  request: ResourceRequest
): Answer | undefined {
  if (published === undefined) return protectedResource.protectedResourceMetadata(request)
  for (const each of published) {
    const answer = each.protectedResourceMetadata(request)
    if (answer !== undefined) return answer
  }
  return undefined
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
    refuse(protection, error, { outcome, headers: admission.headers })
  }
}

interface Exit {
  readonly outcome: Outcome
  /** Those of an admission: a client learns its new nonce from a refusal of a guard, too. */
  readonly headers?: Admission['headers']
}

function refuse({ protectedResource }: Protection, error: unknown, { outcome, headers }: Exit): void {
  if (!isProtectedResourceError(error)) return outcome.fail(toError(error))
  try {
    const answer = protectedResource.answer(error)
    outcome.answer(headers ? { ...answer, headers: { ...headers, ...answer.headers } } : answer, error)
  } catch (fault) {
    outcome.fail(toError(fault))
  }
}
