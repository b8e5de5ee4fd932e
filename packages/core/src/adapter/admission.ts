import { hasListeners } from '#events'
import type { AuthContext } from '../context/auth-context.ts'
import type { Authentication } from '../authenticate.ts'
import type { AnswerSettings } from '../challenge/create-answer.ts'
import type { Clock } from '../clock/clock.ts'
import { refuse } from '../challenge/refuse.ts'
import { nonceHeaders } from '../confirmation/nonce.ts'
import { withChallenge, withHint, type Hints } from '../errors/hints.ts'
import { ownMembersOf } from '../errors/own-members.ts'
import type { ChallengeParameters, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isProtectedResourceError } from '../errors/protected-resource-error.ts'
import { publishAuthenticated } from '../events/publish-authenticated.ts'
import { publishRefusal } from '../events/publish-refusal.ts'
import { requiredScopes, type Guard } from '../guards/guard.ts'
import { isPreflight } from '../request/is-preflight.ts'
import type { FetchRequest, ResourceRequest } from '../request/resource-request.ts'
import { withPlainHeaders } from '../request/with-plain-headers.ts'

/** Whether a request needs an access token, and what an invalid token does if it needs none. */
export interface AdmissionOptions {
  /**
   * Whether a request without an access token is admitted, as an anonymous one.
   *
   * @default false
   */
  readonly allowAnonymous?: boolean
  /**
   * With `allowAnonymous`, what an invalid token does. `'refuse'`: the same as on a protected route;
   * `'anonymous'`: it is treated as absent, and the reason is kept. If the keys are unavailable, the answer
   * is 503 in both cases.
   *
   * @default 'refuse'
   */
  readonly onInvalidToken?: 'refuse' | 'anonymous'
  /**
   * A guard that the route requires later. Checks nothing: its scopes are in the challenge of a request
   * without credentials.
   */
  readonly challengeFor?: Guard | undefined
}

/** An admitted request. */
export interface Admission {
  /** The caller; undefined for an anonymous request, and for a CORS preflight if `corsPreflight` is `'pass'`. */
  readonly context: AuthContext | undefined
  /** Why a token that was sent is treated as absent. */
  readonly failure: ProtectedResourceError | undefined
  /** Headers to send with the answer of the handler: `DPoP-Nonce` (RFC 9449 section 8.2). */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The admitted request, for the events of guards that run later. Not enumerable: it holds the token. */
  readonly request: ResourceRequest
}

type AdmissionDetails = Required<Pick<Admission, 'failure' | 'headers'>>

const NO_DETAILS: AdmissionDetails = { failure: undefined, headers: undefined }

/** A class, since a private member hides the request from logs for a fraction of what a hidden property costs. */
class Admitted implements Admission {
  readonly #request: ResourceRequest
  readonly context: AuthContext | undefined
  readonly failure: ProtectedResourceError | undefined
  readonly headers: Readonly<Record<string, string>> | undefined

  constructor(
    request: ResourceRequest,
    context: AuthContext | undefined,
    { failure, headers }: AdmissionDetails = NO_DETAILS
  ) {
    this.#request = request
    this.context = context
    this.failure = failure
    this.headers = headers
  }

  get request(): ResourceRequest {
    return this.#request
  }
}

/** Settings of admission. */
export interface AdmissionSettings extends AnswerSettings {
  /** Whether a CORS preflight is admitted without a caller. */
  readonly corsPreflight: 'refuse' | 'pass'
  readonly clock: Clock
}

/** See `ProtectedResource.admit`. */
export type Admit = (
  request: ResourceRequest | FetchRequest,
  options?: AdmissionOptions
) => Admission | Promise<Admission>

/**
 * Creates the function that admits requests: synchronously from the cache, else after authentication.
 *
 * @param authentication The request pipeline.
 * @param settings Settings of admission.
 * @returns The function.
 */
export function createAdmit(authentication: Authentication, settings: AdmissionSettings): Admit {
  const { clock, corsPreflight, explain } = settings

  async function admitAnew(request: ResourceRequest, options: AdmissionOptions): Promise<Admission> {
    const started = clock.monotonic()
    try {
      const { context, headers } = await authentication.authenticate(request)
      publishAuthenticated(context, request, () => clock.monotonic() - started)
      return new Admitted(request, context, { failure: undefined, headers })
    } catch (error) {
      const decision = { request, milliseconds: clock.monotonic() - started }
      const anonymous = admitAnonymous(error, options)
      if (anonymous === undefined) {
        const hinted = isPreflight(request) ? withHint(error, PREFLIGHT) : error
        return refuse(nameScopes(hinted, options.challengeFor), settings, decision)
      }
      const { failure } = anonymous
      publishRefusal(failure, decision, explain)
      return new Admitted(request, undefined, { failure, headers: headersOf(failure) })
    }
  }
  return (given, options = {}) => {
    const request = withPlainHeaders(given)
    // Without subscribers, a cached token costs nothing more.
    const started = hasListeners() ? clock.monotonic() : undefined
    const context = authentication.fromCache(request)
    if (context !== undefined) {
      if (started !== undefined) publishAuthenticated(context, request, () => clock.monotonic() - started)
      return new Admitted(request, context)
    }
    if (corsPreflight === 'pass' && isPreflight(request)) return new Admitted(request, undefined)
    return admitAnew(request, options)
  }
}

const PREFLIGHT: Hints = {
  credentials_missing:
    'this is a CORS preflight, which never has a token: mount the CORS middleware before this protection (or set corsPreflight: "pass")'
}

/** A client without credentials learns which scopes to request: that is not error information. */
function nameScopes(error: unknown, guard: Guard | undefined): unknown {
  const hasCredentials = !isProtectedResourceError(error) || error.oauthError !== undefined
  const scope = guard === undefined || hasCredentials ? [] : requiredScopes(guard)
  return scope.length === 0 ? error : withChallenge(error, { scope })
}

/** An anonymous client whose proof only lacked a nonce learns it, and is authenticated the next time. */
function headersOf(failure: ProtectedResourceError | undefined): Admission['headers'] {
  const { dpopNonce } = ownMembersOf<ChallengeParameters>(failure?.challenge ?? {})
  return dpopNonce === undefined ? undefined : nonceHeaders(dpopNonce)
}

/**
 * Admits a refused request as an anonymous one, if the options allow it.
 *
 * @param error Why it was refused.
 * @param options The options.
 * @returns The admission without its request; undefined if the refusal stands.
 */
export function admitAnonymous(
  error: unknown,
  { allowAnonymous, onInvalidToken }: AdmissionOptions
): Pick<Admission, 'context' | 'failure'> | undefined {
  if (allowAnonymous !== true || !isProtectedResourceError(error)) return undefined
  // No usable credentials were sent.
  if (error.oauthError === undefined) return { context: undefined, failure: undefined }
  if (onInvalidToken !== 'anonymous' || error.status === 503) return undefined
  return { context: undefined, failure: error }
}
