import { admit, refuse, type Admission, type AdmissionOptions } from './admission.ts'
import { createAuthentication } from './authentication.ts'
import { openAuthorizationServers } from './issuers/authorization-servers.ts'
import type { Answer } from './challenge/answer.ts'
import { createAnswer } from './challenge/create-answer.ts'
import { withAnswerHeaders } from './challenge/with-answer-headers.ts'
import type { AuthContext } from './context/auth-context.ts'
import { createRevocations, type Revocation } from './memory/revocations.ts'
import { ConfigurationError } from './errors/configuration-error.ts'
import { withHint, type Hints } from './errors/hints.ts'
import type { ProtectedResourceError } from './errors/protected-resource-error.ts'
import { countResource } from './events/count-resources.ts'
import { authorize } from './guards/authorize.ts'
import type { Guard } from './guards/guard.ts'
import { isJsonObject } from './json/is-json-object.ts'
import type { ProtectedResourceOptions } from './options/protected-resource-options.ts'
import { resolveOptions } from './options/resolve-options.ts'
import { readReadiness, type Readiness } from './issuers/readiness.ts'
import { isPreflight } from './request/is-preflight.ts'
import type { ResourceRequest } from './request/resource-request.ts'

/**
 * A protected API: decides whether a request that carries an access token may pass (RFC 6749 section 7, RFC
 * 9068 section 4).
 */
export interface ProtectedResource {
  /**
   * Authenticates a request. Works for every HTTP request, an upgrade to a WebSocket included. Does not
   * authorize: see `authorize`.
   *
   * @throws {ProtectedResourceError} For every refusal; the promise rejects with it. It has the status and
   *   the `headers` of the answer, so that a handler of Express or Fastify may let it pass.
   */
  authenticate(request: ResourceRequest): Promise<AuthContext>
  /**
   * Lets a request in, for middleware: at once, without a promise, where its token was verified before, where
   * nothing has to be waited for (see `SignatureThread`), or where it is a CORS preflight (which passes
   * without a caller; guards refuse it all the same).
   *
   * @throws {ProtectedResourceError} Through the promise, for a request that is not let in.
   */
  admit(request: ResourceRequest, options?: AdmissionOptions): Admission | Promise<Admission>
  /**
   * Recognises, at once, a token that was verified before; undefined for everything else, which
   * `authenticate` is for.
   */
  recognize(request: ResourceRequest): AuthContext | undefined
  /**
   * Demands that a context satisfies a guard. No context satisfies none; then `failure` may say why there is
   * none.
   *
   * @throws {ProtectedResourceError} Where it does not.
   */
  authorize(context: AuthContext | undefined, guard: Guard, failure?: ProtectedResourceError): void
  /** Makes the answer to a refused request: status, header fields and body. */
  answer(error: ProtectedResourceError): Answer
  /**
   * Refuses a token, or all tokens that a subject has so far, from now on and in this process only. Forgotten
   * when the process ends: for several processes, or for good, see the option `isRevoked`.
   */
  revoke(revocation: Revocation): void
  /**
   * Fetches metadata and keys of the listed issuers before the first request. Never rejects: the readiness
   * tells how it went.
   */
  warmUp(): Promise<Readiness>
  /** How the issuers are doing. Fetches nothing. */
  readiness(): Readiness
  /** Ends timers and fetches, and forgets verified tokens. Requests are refused from then on. */
  close(): Promise<void>
}

/**
 * Makes a protected resource; one for each API, when the program starts. Nothing is fetched before `warmUp`
 * or the first request.
 *
 * @param options The options.
 * @returns The protected resource.
 * @throws {ConfigurationError} For options that are missing, misspelt or contradictory.
 */
export function createProtectedResource(options: ProtectedResourceOptions): ProtectedResource {
  const settings = resolveOptions(options, globalThis.process?.env ?? {})
  const { clock, clockToleranceSeconds } = settings
  const servers = openAuthorizationServers(settings)
  const revocations = createRevocations(clock)
  const countOut = settings.issuers.map(({ issuer }) => countResource(issuer))
  const authentication = createAuthentication(servers, revocations, settings)
  const hintsOf = (context?: AuthContext): Hints =>
    settings.issuers.find(({ issuer }) => issuer === context?.issuer)?.hints ?? settings.hints

  return Object.freeze({
    recognize: (request) => authentication.recognize(request),
    async authenticate(request) {
      try {
        return await authentication.authenticate(request)
      } catch (error) {
        return refuse(withAnswerHeaders(error, settings))
      }
    },
    admit(request, admission = {}) {
      const context = authentication.recognize(request)
      if (context !== undefined || isPreflight(request)) return { context, failure: undefined }
      return admit(() => authentication.authenticate(request), admission)
    },
    authorize(context, guard, failure) {
      if (context === undefined && failure !== undefined) refuse(withAnswerHeaders(failure, settings))
      try {
        authorize(context, guard, { now: clock.now(), clockToleranceSeconds })
      } catch (error) {
        refuse(withAnswerHeaders(withHint(error, hintsOf(context)), settings))
      }
    },
    answer: (error) => createAnswer(error, settings),
    revoke: (revocation) => revocations.revoke(revocation),
    async warmUp() {
      await Promise.allSettled(servers.live().map(({ keys }) => keys.warmUp()))
      return readReadiness(servers, clock)
    },
    readiness: () => readReadiness(servers, clock),
    async close() {
      servers.close()
      authentication.forget()
      for (const count of countOut.splice(0)) count()
    }
  } satisfies ProtectedResource)
}

/**
 * Tells a protected resource from the options for one, where an adapter takes either.
 *
 * @param source What the adapter was given.
 * @returns Whether it is a protected resource.
 * @throws {ConfigurationError} Where it is no object: then it is neither.
 */
export function isProtectedResource(source: unknown): source is ProtectedResource {
  if (isJsonObject(source)) return 'authenticate' in source
  throw new ConfigurationError('options', 'give an object of options, or a protected resource')
}
