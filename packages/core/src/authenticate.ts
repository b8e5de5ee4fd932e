import { openConfirmation } from './confirmation/open-confirmation.ts'
import type { AuthContext } from './context/auth-context.ts'
import { readCredentials } from './credentials/read-credentials.ts'
import { withChallenge } from './errors/hints.ts'
import type { Scheme } from './errors/scheme.ts'
import { openIntrospections } from './introspection/open-introspections.ts'
import type { AuthorizationServers } from './issuers/authorization-servers.ts'
import { requireNotExpired } from './memory/accepted.ts'
import type { RevokedTokens } from './memory/open-revocations.ts'
import { requireNotRevokedBy } from './memory/require-not-revoked.ts'
import { singleFlight } from './memory/single-flight.ts'
import { createTokenCache } from './memory/token-cache.ts'
import type { ResolvedOptions } from './options/resolve-options.ts'
import type { ResourceRequest } from './request/resource-request.ts'
import { createIntrospectionVerifier } from './verifiers/introspection.ts'
import { isOpaque } from './verifiers/is-opaque.ts'
import { createJwtVerifier } from './verifiers/jwt.ts'

/** An authenticated request. */
export interface Authenticated {
  readonly context: AuthContext
  /** Headers that the answer needs: `DPoP-Nonce`. */
  readonly headers: Readonly<Record<string, string>> | undefined
}

/** Establishes who sent a request. */
export interface Authentication {
  /** Returns the caller of a request whose token is cached, if nothing has to be waited for. */
  fromCache(request: ResourceRequest): AuthContext | undefined
  /**
   * Returns the caller of a request.
   *
   * @throws {ProtectedResourceError} For every refusal; the promise rejects with it.
   */
  authenticate(request: ResourceRequest): Promise<Authenticated>
  /** Evicts all cached tokens. */
  clear(): void
}

/**
 * Creates the request pipeline. Nothing else decides whether a request is authenticated.
 *
 * @param servers The trusted authorization servers.
 * @param revocations The revoked tokens.
 * @param options The options.
 * @returns The pipeline.
 */
export function createAuthentication(
  servers: AuthorizationServers,
  revocations: RevokedTokens,
  options: ResolvedOptions
): Authentication {
  const { clock, clockToleranceSeconds, tokenLocations, isRevoked, senderConstraint } = options
  const tokens = createTokenCache(options.tokenCacheSize, clock)
  const introspectionOf = openIntrospections(servers.documents)
  const verifyOpaque = createIntrospectionVerifier(servers, introspectionOf, options)
  const verify = createJwtVerifier(servers, introspectionOf, options)
  const verifyOnce = singleFlight(clock, verify, (accepted) => tokens.store(accepted))
  const confirmSender = openConfirmation(options)
  const { dpop } = senderConstraint
  const schemes: readonly Scheme[] = dpop === undefined ? ['Bearer'] : ['Bearer', 'DPoP']
  const isCacheEnough = isRevoked === undefined && !tokenLocations.includes('body')
  // Every other token is confirmed for each request.
  const isBearer = ({ scheme, confirmation }: AuthContext): boolean =>
    scheme === 'Bearer' && confirmation === undefined && dpop?.required !== true

  return {
    fromCache(request) {
      const text = isCacheEnough ? request.headers['authorization'] : undefined
      const context = typeof text === 'string' ? tokens.find(text)?.context : undefined
      return context && isBearer(context) && revocations.permits(context) ? context : undefined
    },
    async authenticate(request) {
      const credentials = readCredentials(request, tokenLocations, schemes)
      try {
        const isForServer = verifyOpaque !== undefined && isOpaque(credentials.accessToken)
        const accepted = isForServer
          ? await verifyOpaque(credentials, request)
          : (tokens.find(credentials.text) ?? (await verifyOnce(credentials, request)))
        const { context } = accepted
        requireNotExpired(accepted, clock.now(), clockToleranceSeconds)
        const headers = isBearer(context) ? undefined : await confirmSender(request, context)
        if (!revocations.permits(context)) await revocations.requireNotRevoked(context)
        if (isRevoked !== undefined) await requireNotRevokedBy(isRevoked, context)
        // Again, since a store or isRevoked can take its time.
        requireNotExpired(accepted, clock.now(), clockToleranceSeconds)
        return { context, headers }
      } catch (error) {
        throw credentials.scheme === 'DPoP' ? withChallenge(error, { scheme: 'DPoP' }) : error
      }
    },
    clear: () => tokens.clear()
  }
}
