import { createTokenAuthentication } from './authenticate-token.ts'
import type { AuthorizationServers } from './issuers/authorization-servers.ts'
import { askWhetherRevoked, refuseRevoked } from './memory/ask-whether-revoked.ts'
import type { AuthContext } from './context/auth-context.ts'
import type { Revocations } from './memory/revocations.ts'
import { createTokenCache, type TokenTime, type Accepted } from './memory/token-cache.ts'
import { singleFlight } from './memory/single-flight.ts'
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
  const tokenCacheSize = createTokenCache(options.tokenCacheSize)
  const canRecognize = !tokenLocations.includes('body') && isRevoked === undefined
  const time = (): TokenTime => ({ now: clock.now(), monotonic: clock.monotonic() })
  const authenticateToken = createTokenAuthentication(servers, options)
  const verify = singleFlight(clock, (credentials) =>
    chain(authenticateToken(credentials), (entry) => {
      tokenCacheSize.remember(entry, time)
      return entry
    })
  )

  function recognize(request: ResourceRequest): AuthContext | undefined {
    const field = canRecognize ? request.headers['authorization'] : undefined
    const context = typeof field === 'string' ? tokenCacheSize.recognize(field, time)?.context : undefined
    return context === undefined || revocations.isRevoked(context) ? undefined : context
  }

  function authenticate(request: ResourceRequest): AuthContext | Promise<AuthContext> {
    const credentials = readCredentials(request, tokenLocations)
    const known = tokenCacheSize.recognize(credentials.presented, time)
    if (known !== undefined) return requireStanding(known)
    const verified = verify(credentials)
    if (!isPromise(verified)) return requireStanding(verified)
    // Keys, and the function "validate" of the application, may have taken their time.
    return verified.then((entry) => requireStanding(requireUnended(entry)))
  }

  function requireStanding(entry: Accepted): AuthContext | Promise<AuthContext> {
    const { context } = entry
    if (revocations.isRevoked(context)) throw refuseRevoked()
    if (isRevoked === undefined) return context
    return askWhetherRevoked(context, isRevoked).then(() => requireUnended(entry).context)
  }

  /** Time passes while something is waited for. */
  function requireUnended(entry: Accepted): Accepted {
    const now = clock.now()
    if (now >= entry.context.expiresAt + clockToleranceSeconds) throw refuseEnded('token_expired')
    // The greatest age is still allowed, the moment of the expiry is not.
    if (now > entry.validUntil) throw refuseEnded('token_too_old')
    return entry
  }

  return { recognize, authenticate, forget: () => tokenCacheSize.clear() }
}

function refuseEnded(code: 'token_expired' | 'token_too_old'): ProtectedResourceError {
  return new ProtectedResourceError(code, { hint: 'the time of the token ended while it was verified' })
}
