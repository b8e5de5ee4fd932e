import type { AuthContext } from './context/auth-context.ts'
import { toError } from './errors/to-error.ts'
import { ProtectedResourceError } from './errors/protected-resource-error.ts'
import { publishRefusal } from './events/publish-refusal.ts'
import { isPromise } from './flow/is-promise.ts'

/** Whether a request needs an access token, and what happens to one with a bad token where it needs none. */
export interface AdmissionOptions {
  /**
   * Whether a request without an access token is let in, as an anonymous one.
   *
   * @default false
   */
  readonly allowAnonymous?: boolean
  /**
   * With `allowAnonymous`, what a bad token does. `'refuse'`: what it does on a protected route;
   * `'anonymous'`: it counts as none, and the reason is kept. Keys that can't be had are a 503 in both
   * cases.
   *
   * @default 'refuse'
   */
  readonly onInvalidToken?: 'refuse' | 'anonymous'
}

/** How a request was let in. */
export interface Admission {
  /** The caller; undefined for an anonymous request and for a CORS preflight. */
  readonly context: AuthContext | undefined
  /** Why a token that was sent counts as none. */
  readonly failure: ProtectedResourceError | undefined
}

/**
 * Turns the outcome of an authentication into an admission.
 *
 * @param authenticate Authenticates the request; it may throw as well as reject.
 * @param options Whether the request needs one.
 * @returns The admission, at once where the caller is known at once; rejects with the refusal, which is
 *   published, and never throws it. It never rejects with what is no object.
 */
export function admit(
  authenticate: () => AuthContext | Promise<AuthContext>,
  options: AdmissionOptions
): Admission | Promise<Admission> {
  try {
    const caller = authenticate()
    if (!isPromise(caller)) return letIn(caller)
    return caller.then(letIn, (error: unknown) => admitWithout(error, options))
  } catch (error) {
    return admitWithout(error, options)
  }
}

function letIn(context: AuthContext): Admission {
  return { context, failure: undefined }
}

/**
 * Always later, so that whoever asks need look for a refusal in one place only. Not an async function: to
 * throw in one takes longer than to reject.
 */
function admitWithout(refusal: unknown, options: AdmissionOptions): Promise<Admission> {
  const admission = asAnonymous(refusal, options)
  if (admission === undefined || admission.failure !== undefined) publishRefusal(refusal)
  return admission === undefined ? Promise.reject(toError(refusal)) : Promise.resolve(admission)
}

function asAnonymous(error: unknown, options: AdmissionOptions): Admission | undefined {
  if (!(error instanceof ProtectedResourceError) || options.allowAnonymous !== true) return undefined
  if (error.oauthError === undefined) return { context: undefined, failure: undefined }
  if (options.onInvalidToken !== 'anonymous' || error.status === 503) return undefined
  return { context: undefined, failure: error }
}

/**
 * Publishes a refusal and throws it.
 *
 * @param error What was thrown.
 * @throws {ProtectedResourceError} The same; an object in any case.
 */
export function refuse(error: unknown): never {
  publishRefusal(error)
  throw toError(error)
}
