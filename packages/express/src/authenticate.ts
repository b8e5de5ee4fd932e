import type { ProtectedResource } from '@portcullis/core'
import { openProtectedResource } from '@portcullis/core/adapter'
import { createMiddleware } from './create-middleware.ts'
import type { AuthMiddleware, OptionalAuthOptions, RefusalOptions, RequireAuthOptions } from './types.ts'

/**
 * Creates middleware that requires an access token on every request after it: `app.use(requireAuth({ issuer,
 * audience }))`. Sets `req.auth`. Guards read the state of the request from `res.locals`, and refuse every
 * request if an application replaces that object in between. CORS preflights are refused as well, unless
 * `corsPreflight` is `'pass'`: mount `cors` first.
 *
 * @example
 *
 * ```ts
 * import { requireAuth } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
 * app.get('/me', (req, res) => {
 *   res.json({ subject: req.auth.subject })
 * })
 * ```
 *
 * @param source Options, or a protected resource. If the options name no issuer or no audience, the
 *   environment variables OAUTH_ISSUER and OAUTH_AUDIENCE do.
 * @param how What happens to a refused request, if `source` does not say so.
 * @returns The middleware.
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function requireAuth(
  source: RequireAuthOptions | ProtectedResource<Portcullis.AccessTokenClaims> = {},
  how: RefusalOptions = {}
): AuthMiddleware {
  return createMiddleware(open(source, { fallback: how }))
}

/**
 * Creates middleware that accepts an access token but does not require one. A request without a token is
 * anonymous: `req.auth` is undefined. An invalid token is refused as by `requireAuth`; with `onInvalidToken:
 * 'anonymous'` it is treated as absent, and `req.authFailure` says why.
 *
 * @example
 *
 * ```ts
 * import { optionalAuth, type AuthContext } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * app.get(
 *   '/feed',
 *   optionalAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }),
 *   (req, res) => {
 *     const caller: AuthContext | undefined = req.auth
 *     res.json({ for: caller?.subject ?? 'everyone' })
 *   }
 * )
 * ```
 *
 * @param source Options, or a protected resource. If the options name no issuer or no audience, the
 *   environment variables OAUTH_ISSUER and OAUTH_AUDIENCE do.
 * @param how What happens to invalid tokens and refused requests, if `source` does not say so.
 * @returns The middleware.
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function optionalAuth(
  source: OptionalAuthOptions | ProtectedResource<Portcullis.AccessTokenClaims> = {},
  how: Pick<OptionalAuthOptions, 'onInvalidToken' | 'onRefusal'> = {}
): AuthMiddleware {
  return createMiddleware(open(source, { fallback: how, allowAnonymous: true }))
}

const CHOICES = { onRefusal: ['answer', 'next'] } as const

function open(source: object, adapter: { fallback: object; allowAnonymous?: boolean }) {
  return openProtectedResource(source, { environment: process.env, choices: CHOICES, ...adapter }).protection
}
