import { createAdmit, type Admission, type AdmissionOptions } from './adapter/admission.ts'
import { createAuthentication } from './authenticate.ts'
import type { Answer } from './challenge/answer.ts'
import type { ClaimsSchema } from './claims/claims-schema.ts'
import { createAnswer } from './challenge/create-answer.ts'
import { refuse } from './challenge/refuse.ts'
import type { AccessTokenClaims } from './context/access-token-claims.ts'
import type { AuthContext } from './context/auth-context.ts'
import { ConfigurationError } from './errors/configuration-error.ts'
import { withHint, type Hints } from './errors/hints.ts'
import type { ProtectedResourceError } from './errors/protected-resource-error.ts'
import { withCaller } from './errors/refused-caller.ts'
import { publishAuthenticated } from './events/publish-authenticated.ts'
import { countResource } from './events/count-resources.ts'
import { authorize } from './guards/authorize.ts'
import { guardOf, namedScopes, type Guard, type HasGuard } from './guards/guard.ts'
import { openAuthorizationServers } from './issuers/authorization-servers.ts'
import { readReadiness, type Readiness } from './issuers/readiness.ts'
import { isJsonObject } from './json/is-json-object.ts'
import { openReceivers, type Receivers } from './logout/open-receivers.ts'
import { defaultRevocationSeconds } from './memory/default-seconds.ts'
import { openRevocations, type RevocationSettings } from './memory/open-revocations.ts'
import type { Revocation } from './memory/revocation.ts'
import { openMetadata } from './metadata/open-metadata.ts'
import type { ProtectedResourceOptions } from './options/protected-resource-options.ts'
import { resolveOptions, type ResolvedOptions } from './options/resolve-options.ts'
import type { FetchRequest, ResourceRequest } from './request/resource-request.ts'
import { withPlainHeaders } from './request/with-plain-headers.ts'

/** Marks protected resources, so that those of another copy of this package are known, too. */
const BRAND: unique symbol = Symbol.for('portcullis.protected-resource') as never

/** Details that `authorize` adds to a refusal. */
export interface AuthorizeDetails {
  /** Why there is no context: thrown instead of `credentials_missing`. */
  readonly failure?: ProtectedResourceError | undefined
  /** The request, for events and logs. It is not checked. */
  readonly request?: ResourceRequest | FetchRequest | undefined
}

/**
 * A protected API: decides whether a request with an access token is admitted (RFC 6749 section 7, RFC 9068
 * section 4).
 *
 * @typeParam Claims The claims of its tokens: what the schema of the option `claims` makes of them.
 */
export interface ProtectedResource<Claims extends object = AccessTokenClaims> extends Receivers {
  /**
   * Authenticates a request. Works for every HTTP request, an upgrade to a WebSocket included. Does not
   * authorize: see `authorize`.
   *
   * @throws {ProtectedResourceError} For every refusal; the promise rejects with it. It has the status and
   *   the `headers` of the answer, so that a handler of Express or Fastify can throw it on.
   */
  authenticate(request: ResourceRequest | FetchRequest): Promise<AuthContext<Claims>>
  /**
   * Returns the caller of a request whose token is cached; undefined for everything else, which
   * `authenticate` is for. Refuses nothing.
   */
  authenticateFromCache(request: ResourceRequest | FetchRequest): AuthContext<Claims> | undefined
  /**
   * Admits a request, for authors of adapters (see `protect` of `@portcullis/core/adapter`). Synchronous if
   * the token is cached, and for a CORS preflight that `corsPreflight: 'pass'` admits without a caller.
   *
   * @throws {ProtectedResourceError} For a request that is not admitted; the promise rejects with it.
   */
  admit(request: ResourceRequest | FetchRequest, options?: AdmissionOptions): Admission | Promise<Admission>
  /**
   * Requires that a context satisfies a guard: one of `@portcullis/core`, or the middleware or hook of any
   * package that has one. Without a context it throws `failure`, or `credentials_missing` if there is none.
   *
   * @throws {ProtectedResourceError} If the context does not satisfy the guard.
   */
  authorize(
    context: AuthContext<Claims> | undefined,
    guard: Guard | HasGuard,
    details?: AuthorizeDetails
  ): void
  /** Creates the answer to a refused request: status, headers and body. */
  answer(error: ProtectedResourceError): Answer
  /**
   * Adds the scopes that a guard names to `scopes_supported` of the metadata, those of all alternatives. The
   * adapters call it for the guards that they know; call it for others when the program starts.
   *
   * @throws {ConfigurationError} For a value that is not a guard.
   */
  registerGuard(guard: Guard | HasGuard): void
  /** The option `resource`: the identifier of this API. */
  readonly resource: string | undefined
  /** The URL of the metadata, which challenges name; undefined without the option `metadata`. */
  readonly metadataUrl: string | undefined
  /**
   * Answers a request for the metadata of this resource (RFC 9728 section 3), for hosts without an adapter.
   * The request needs no token, and only its target decides.
   *
   * @returns The finished answer: to GET, HEAD and OPTIONS, and 405 to other methods; undefined for every
   *   other target, and without the option `metadata`.
   */
  protectedResourceMetadata(request: ResourceRequest | FetchRequest): Answer | undefined
  /**
   * Refuses a token, a session, or all tokens that a subject has so far: in this process when the call
   * returns, and in every process that shares the list of the option `revocations` within a second after the
   * promise resolved. Without that option, the revocation ends with the process.
   *
   * @throws {ConfigurationError} For a revocation without exactly one target; the promise rejects with it.
   * @throws {ProtectedResourceError} `revocation_unavailable`, if the shared list does not confirm it.
   */
  revoke(revocation: Revocation): Promise<void>
  /**
   * Fetches metadata and keys of the listed issuers before the first request. Never rejects: the readiness
   * reports failures.
   */
  warmUp(): Promise<Readiness>
  /** Returns the state of the issuers. Fetches nothing. */
  readiness(): Readiness
  /** Cancels timers and fetches, and evicts cached tokens. Every request is refused from then on. */
  close(): Promise<void>
}

/**
 * Creates a protected resource; one for each API, when the program starts. Nothing is fetched before `warmUp`
 * or the first request.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource, requireScopes, type ResourceRequest } from '@portcullis/core'
 *
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 *
 * async function greet(request: ResourceRequest): Promise<string> {
 *   const context = await api.authenticate(request) // throws a ProtectedResourceError
 *   api.authorize(context, requireScopes('read:messages'))
 *   return `hello ${context.subject}`
 * }
 * ```
 *
 * @typeParam Claims The claims of its tokens: follows from the option `claims`.
 * @param options The options.
 * @returns The protected resource.
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function createProtectedResource<Claims extends object>(
  options: Omit<ProtectedResourceOptions, 'claims'> & { readonly claims: ClaimsSchema<Claims> }
): ProtectedResource<Claims>
export function createProtectedResource(options: ProtectedResourceOptions): ProtectedResource
export function createProtectedResource(options: ProtectedResourceOptions): ProtectedResource {
  const settings = resolveAtStart(options)
  const { clock } = settings
  const servers = openAuthorizationServers(settings)
  const revocations = openRevocations(revocationSettings(settings))
  const metadata = openMetadata(settings)
  const countOut = [() => metadata.close(), ...settings.issuers.map(({ issuer }) => countResource(issuer))]
  const authentication = createAuthentication(servers, revocations, settings)

  return Object.freeze({
    [BRAND]: true,
    authenticateFromCache: (request) => authentication.fromCache(withPlainHeaders(request)),
    async authenticate(given) {
      const started = clock.monotonic()
      const request = withPlainHeaders(given)
      try {
        const { context } = await authentication.authenticate(request)
        publishAuthenticated(context, request, () => clock.monotonic() - started)
        return context
      } catch (error) {
        return refuse(error, settings, { request, milliseconds: clock.monotonic() - started })
      }
    },
    admit: createAdmit(authentication, settings),
    authorize: createAuthorize(settings),
    answer: (error) => createAnswer(error, settings),
    registerGuard: (guard) => metadata.addScopes(namedScopes(guardOf(guard))),
    resource: settings.resource,
    metadataUrl: settings.metadata?.url,
    protectedResourceMetadata: (request) => metadata.answer(withPlainHeaders(request)),
    revoke: (revocation) => revocations.revoke(revocation),
    ...openReceivers({ servers, revocations, clock }),
    async warmUp() {
      await Promise.allSettled([...servers.live().map(({ keys }) => keys.warmUp()), revocations.start()])
      return readReadiness(servers, clock, revocations.status())
    },
    readiness: () => readReadiness(servers, clock, revocations.status()),
    async close() {
      servers.close()
      revocations.close()
      authentication.clear()
      for (const count of countOut.splice(0)) count()
    }
  } satisfies ProtectedResource & Readonly<Record<typeof BRAND, true>>)
}

function createAuthorize(settings: ResolvedOptions): ProtectedResource['authorize'] {
  const { clock, clockToleranceSeconds } = settings
  return (context, guard, { failure, request } = {}) => {
    const started = clock.monotonic()
    try {
      if (context === undefined && failure !== undefined) throw failure
      authorize(context, guard, { now: clock.now(), clockToleranceSeconds })
    } catch (error) {
      const refusal = error === failure ? error : withHint(error, hintsOf(settings, context))
      const milliseconds = clock.monotonic() - started
      const decision = { request: request && withPlainHeaders(request), milliseconds }
      refuse(withCaller(refusal, context), settings, decision)
    }
  }
}

function hintsOf({ issuers, hints }: ResolvedOptions, context: AuthContext | undefined): Hints {
  return issuers.find(({ issuer }) => issuer === context?.issuer)?.hints ?? hints
}

function revocationSettings({
  issuers,
  clock,
  clockToleranceSeconds,
  revocations
}: ResolvedOptions): RevocationSettings {
  const greatestAges = issuers.map(({ claims }) => claims.expected.maxTokenAgeSeconds)
  const defaultSeconds = defaultRevocationSeconds(greatestAges, clockToleranceSeconds)
  return { clock, defaultSeconds, shared: revocations }
}

/** Node.js prints no line of this code above an uncaught error if the line that throws has this text. */
function resolveAtStart(options: ProtectedResourceOptions): ReturnType<typeof resolveOptions> {
  try {
    return resolveOptions(options, globalThis.process?.env ?? {})
  } catch (error) {
    throw asThrown(error, 'node-do-not-add-exception-line')
  }
}

/** Returns the error; the text keeps its place on the line of the call. */
function asThrown(error: unknown, _text: string): unknown {
  return error
}

/**
 * Returns whether a value is a protected resource, of this or another copy of the package. An adapter takes
 * either one or the options for one.
 *
 * @param source What the adapter got.
 * @returns False for options.
 * @throws {ConfigurationError} For a value that is neither, since it is not an object.
 */
export function isProtectedResource(source: unknown): source is ProtectedResource {
  if (isJsonObject(source)) return BRAND in source
  throw new ConfigurationError('options', 'must be an object of options, or a protected resource')
}
