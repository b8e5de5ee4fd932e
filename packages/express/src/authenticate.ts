import * as core from '@portcullis/core'
import type { RequestHandler } from 'express'
import { enter } from './enter.ts'
import { refuse, type Protection } from './refuse.ts'
import type { AuthMiddleware, OptionalAuthOptions, RefusalOptions, RequireAuthOptions } from './types.ts'

/**
 * Middleware that requires an access token on every request after it: `app.use(requireAuth({ issuer, audience
 * }))`. Sets `req.auth`, and keeps in `res.locals`, under a symbol, what guards need: they refuse every
 * request where an application replaces `res.locals` in between. CORS preflights pass, unauthenticated, so
 * that a `cors` mounted after it can answer them; guards refuse them all the same.
 *
 * @param source Options, or a protected resource that exists already. Where options name no issuer or no
 *   audience, OAUTH_ISSUER and OAUTH_AUDIENCE of the environment do.
 * @param how What happens to a refused request, where `source` does not say so.
 * @returns The middleware.
 * @throws {ConfigurationError} For options that are missing, misspelt or contradictory.
 */
export function requireAuth(
  source?: RequireAuthOptions | core.ProtectedResource,
  how: RefusalOptions = {}
): AuthMiddleware {
  return middleware({ ...REQUIRED, ...open(REFUSAL, source, how) })
}

/**
 * Middleware that accepts an access token but does not require one. A request without token is anonymous:
 * `req.auth` is undefined. A bad token is refused as by `requireAuth`; with `onInvalidToken: 'anonymous'` it
 * counts as none, and `req.authFailure` tells why.
 *
 * @param source Options, or a protected resource that exists already. Where options name no issuer or no
 *   audience, OAUTH_ISSUER and OAUTH_AUDIENCE of the environment do.
 * @param how What happens to bad tokens and refused requests, where `source` does not say so.
 * @returns The middleware.
 * @throws {ConfigurationError} For options that are missing, misspelt or contradictory.
 */
export function optionalAuth(
  source?: OptionalAuthOptions | core.ProtectedResource,
  how: Pick<OptionalAuthOptions, 'onInvalidToken' | 'onRefusal'> = {}
): AuthMiddleware {
  return middleware({ ...REQUIRED, ...open(OPTIONAL, source, how), allowAnonymous: true })
}

/** Written out, so that nothing that objects inherit can change it. */
const REQUIRED = { allowAnonymous: false, onInvalidToken: 'refuse', onRefusal: 'answer' } as const
const REFUSAL = { onRefusal: ['answer', 'next'] } as const
const OPTIONAL = { ...REFUSAL, onInvalidToken: ['refuse', 'anonymous'] } as const

type Opened = Protection & core.AdmissionOptions
type Own = typeof REFUSAL | typeof OPTIONAL

function open(choices: Own, source: object = {}, beside: object): Opened {
  const { resource, chosen } = core.openProtectedResource(source, {
    environment: process.env,
    choices,
    beside
  })
  return { ...chosen, resource }
}

function middleware(opened: Opened): AuthMiddleware {
  const handler: RequestHandler<unknown> = (req, res, next) => {
    const exchange = { req, res, next }
    try {
      const admission = opened.resource.admit(core.fromNodeRequest(req), opened)
      if (!('then' in admission)) return enter(admission, opened, exchange)
      const entering = admission.then((late) => enter(late, opened, exchange))
      entering.catch((error: unknown) => refuse(error, opened, exchange))
    } catch (error) {
      refuse(error, opened, exchange)
    }
  }
  return Object.assign(handler, { protectedResource: opened.resource })
}
