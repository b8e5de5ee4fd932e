import { createTokenAuthentication, type AuthenticateToken } from './authenticate-token.ts'
import type { AuthorizationServers } from './authorization-servers.ts'
import type { AuthContext } from './context/auth-context.ts'
import type { Revocations } from './context/revocations.ts'
import {
  accessTokenKey,
  createVerifiedTokens,
  type TokenTime,
  type VerifiedTokenEntry
} from './context/verified-tokens.ts'
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
  const { clock, tokenLocations, isRevoked } = options
  const verifiedTokens = createVerifiedTokens(options.verifiedTokens)
  const canRecognize = !tokenLocations.includes('body') && isRevoked === undefined
  const time = (): TokenTime => ({ now: clock.now(), monotonic: clock.monotonic() })
  const verify = singleFlight(createTokenAuthentication(servers, options), (entry) => {
    verifiedTokens.remember(entry, time)
    return entry.context
  })

  function recognize(request: ResourceRequest): AuthContext | undefined {
    const field = canRecognize ? request.headers['authorization'] : undefined
    const context = typeof field === 'string' ? verifiedTokens.recognize(field, time) : undefined
    return context === undefined || revocations.isRevoked(context) ? undefined : context
  }

  function authenticate(request: ResourceRequest): AuthContext | Promise<AuthContext> {
    const credentials = readCredentials(request, tokenLocations)
    const known = verifiedTokens.recognize(credentials.presented, time)
    return chain(known ?? verify(credentials), requireStanding)
  }

  function requireStanding(context: AuthContext): AuthContext | Promise<AuthContext> {
    if (revocations.isRevoked(context))
      throw new ProtectedResourceError('token_revoked', { hint: HINT_REVOKED })
    return isRevoked === undefined ? context : askWhetherRevoked(context, isRevoked)
  }

  return { recognize, authenticate, forget: () => verifiedTokens.clear() }
}

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

/** Requests that come with the same new token at the same time have it verified once. */
function singleFlight(
  authenticateToken: AuthenticateToken,
  remember: (entry: VerifiedTokenEntry) => AuthContext
): Verify {
  const underWay = new Map<number, { accessToken: string; verifying: Promise<AuthContext> }>()
  return (credentials) => {
    const { accessToken } = credentials
    const key = accessTokenKey(accessToken)
    const known = underWay.get(key)
    if (known?.accessToken === accessToken) return known.verifying
    const verifying = chain(authenticateToken(credentials), remember)
    if (!isPromise(verifying)) return verifying
    underWay.set(key, { accessToken, verifying })
    const forget = (): void => void underWay.delete(key)
    verifying.then(forget, forget)
    return verifying
  }
}
