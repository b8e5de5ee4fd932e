import { createTokenAuthentication } from './authenticate-token.ts'
import type { AuthorizationServers } from './authorization-servers.ts'
import type { Clock } from './clock/clock.ts'
import type { AuthContext } from './context/auth-context.ts'
import type { Revocations } from './context/revocations.ts'
import { accessTokenKey, createVerifiedTokens, type TokenTime } from './context/verified-tokens.ts'
import type { Credentials } from './credentials/credentials.ts'
import { readCredentials } from './credentials/read-credentials.ts'
import { ProtectedResourceError } from './errors/protected-resource-error.ts'
import { chain } from './flow/chain.ts'
import { isPromise } from './flow/is-promise.ts'
import type { ResolvedOptions } from './options/resolve-options.ts'
import type { ResourceRequest } from './request/resource-request.ts'

/** Finds out who is asking. */
export interface Authentication {
  /** The caller, at once, where the token was verified before and nothing has to be waited for. */
  recognize(request: ResourceRequest): AuthContext | undefined
  /**
   * The caller, at once where nothing has to be waited for; throws, or rejects with, a
   * `ProtectedResourceError` for every refusal.
   */
  authenticate(request: ResourceRequest): AuthContext | Promise<AuthContext>
  /** Forgets verified tokens. */
  forget(): void
}

/**
 * Makes the authentication of requests: from memory where the token is known, else by verifying it; and in
 * both cases not where it was revoked.
 *
 * @param servers The trusted authorization servers.
 * @param revocations What was revoked.
 * @param options The options.
 * @returns The authentication.
 */
export function createAuthentication(
  servers: AuthorizationServers,
  revocations: Revocations,
  options: ResolvedOptions
): Authentication {
  const { clock, clockToleranceSeconds, tokenLocations, isRevoked } = options
  const verifiedTokens = createVerifiedTokens(options.verifiedTokens)
  const canRecognize = !tokenLocations.includes('body') && isRevoked === undefined
  const time = (): TokenTime => ({ now: clock.now(), monotonic: clock.monotonic() })
  const authenticateToken = createTokenAuthentication(servers, options)
  const verify = singleFlight(clock, (credentials) =>
    chain(authenticateToken(credentials), (entry) => {
      verifiedTokens.remember(entry, time)
      return entry.context
    })
  )

  function recognize(request: ResourceRequest): AuthContext | undefined {
    const field = canRecognize ? request.headers['authorization'] : undefined
    const context = typeof field === 'string' ? verifiedTokens.recognize(field, time) : undefined
    return context === undefined || revocations.isRevoked(context) ? undefined : context
  }

  function authenticate(request: ResourceRequest): AuthContext | Promise<AuthContext> {
    const credentials = readCredentials(request, tokenLocations)
    const known = verifiedTokens.recognize(credentials.presented, time)
    if (known !== undefined) return requireStanding(known)
    const verified = verify(credentials)
    if (!isPromise(verified)) return requireStanding(verified)
    // Keys, and functions of the application, may have taken their time.
    return verified.then(requireStanding).then(requireUnexpired)
  }

  function requireUnexpired(context: AuthContext): AuthContext {
    if (clock.now() < context.expiresAt + clockToleranceSeconds) return context
    throw new ProtectedResourceError('token_expired', { hint: HINT_EXPIRED })
  }

  function requireStanding(context: AuthContext): AuthContext | Promise<AuthContext> {
    if (revocations.isRevoked(context))
      throw new ProtectedResourceError('token_revoked', { hint: HINT_REVOKED })
    return isRevoked === undefined ? context : askWhetherRevoked(context, isRevoked)
  }

  return { recognize, authenticate, forget: () => verifiedTokens.clear() }
}

const HINT_EXPIRED = 'the token expired while it was verified'
const HINT_REVOKED = 'the token was revoked by the application'

type IsRevoked = (context: AuthContext) => boolean | Promise<boolean>

/** Where nobody can tell, the token is not let in; but that is not its fault. */
async function askWhetherRevoked(context: AuthContext, isRevoked: IsRevoked): Promise<AuthContext> {
  let revoked: boolean
  try {
    revoked = await isRevoked(context)
  } catch (error) {
    throw new ProtectedResourceError('revocation_unavailable', { hint: HINT_UNAVAILABLE, cause: error })
  }
  // Anything but false refuses, whatever a function without types answers.
  // oxlint-disable-next-line typescript/no-unnecessary-boolean-literal-compare -- see above
  if (revoked !== false) throw new ProtectedResourceError('token_revoked', { hint: HINT_REVOKED })
  return context
}

const HINT_UNAVAILABLE = 'the function "isRevoked" of the options failed; the cause says how'

type Verify = (credentials: Credentials) => AuthContext | Promise<AuthContext>

/**
 * After how many milliseconds a verification is joined no longer: a function of the application that never
 * answers, such as `validate`, is to cost the requests that asked it, and not the token.
 */
const JOINED_FOR = 5000

interface Flight {
  readonly accessToken: string
  readonly startedAt: number
  readonly verifying: Promise<AuthContext>
}

/** Requests that come with the same new token at the same time have it verified once. */
function singleFlight(clock: Clock, verify: Verify): Verify {
  const underWay = new Map<number, Flight>()
  return (credentials) => {
    const { accessToken } = credentials
    const key = accessTokenKey(accessToken)
    const known = underWay.get(key)
    const isSame = known?.accessToken === accessToken
    if (isSame && clock.monotonic() < known.startedAt + JOINED_FOR) return known.verifying
    const verifying = verify(credentials)
    if (!isPromise(verifying)) return verifying
    const flight = { accessToken, startedAt: clock.monotonic(), verifying }
    underWay.set(key, flight)
    const forget = (): void => {
      if (underWay.get(key) === flight) underWay.delete(key)
    }
    verifying.then(forget, forget)
    return verifying
  }
}
