import { fromNodeRequest, type ProtectedResource } from '@portcullis/core'
import { createNodeOutcome, openProtectedResource, protect, type Admission } from '@portcullis/core/adapter'
import { ADMITTED, stateOf, type Admitted } from './state.ts'
import type {
  AuthMiddleware,
  Handler,
  OptionalAuthOptions,
  RefusalOptions,
  RequireAuthOptions
} from './types.ts'

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
  return middleware(open(REFUSAL, source, how))
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
  return middleware({ ...open(OPTIONAL, source, how), allowAnonymous: true })
}

const REFUSAL = { onRefusal: ['answer', 'next'] } as const
const OPTIONAL = { ...REFUSAL, onInvalidToken: ['refuse', 'anonymous'] } as const

function open(choices: typeof REFUSAL | typeof OPTIONAL, source: object, fallback: object) {
  return openProtectedResource(source, { environment: process.env, choices, fallback }).protection
}

/** Creates middleware that decides about requests as the protection says. */
export function middleware(protection: Admitted['protection']): AuthMiddleware {
  const { protectedResource, allowAnonymous = false } = protection
  const handler: Handler = (req, res, next) => {
    const guarded: typeof req & { auth?: unknown; authFailure?: unknown } = req
    const attach = (admission: Admission): void => {
      const { context, failure } = admission
      const state = stateOf(res)
      // Also if undefined: a caller of an outer protected resource is not one of this one.
      guarded.auth = context
      // Set only if it changes: a new member on a request of Express is expensive.
      if (failure !== guarded.authFailure) guarded.authFailure = failure
      state[ADMITTED] = { admission, protection }
    }
    const exchange = { ...protection, req: guarded, res, next, attach }
    protect(protection, fromNodeRequest(req), createNodeOutcome(exchange))
  }
  return Object.assign(handler, { protectedResource, allowAnonymous })
}
