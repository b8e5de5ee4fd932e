import * as core from '@portcullis/core'
import type { RequestHandler } from 'express'
import { ADMITTED, type Locals } from './enter.ts'
import { refuse } from './refuse.ts'
import type { GuardMiddleware } from './types.ts'

/**
 * A function that makes a guard of the core, made to give middleware for routes.
 *
 * @typeParam F The function of the core.
 */
export type GuardMaker<F extends (...args: never[]) => core.Guard> = (
  ...args: Parameters<F>
) => GuardMiddleware

/**
 * Demands every one of the scopes: `app.get('/messages', requireScopes('read:messages'), handler)`. See
 * `requireScopes` of the core.
 */
export const requireScopes: GuardMaker<typeof core.requireScopes> = middleware(core.requireScopes)

/** Demands at least one of the scopes. See `requireAnyScope` of the core. */
export const requireAnyScope: GuardMaker<typeof core.requireAnyScope> = middleware(core.requireAnyScope)

/** Demands every one of the permissions. See `requirePermissions` of the core. */
export const requirePermissions: GuardMaker<typeof core.requirePermissions> = middleware(
  core.requirePermissions
)

/** Demands every one of the roles. See `requireRoles` of the core. */
export const requireRoles: GuardMaker<typeof core.requireRoles> = middleware(core.requireRoles)

/** Demands a claim. See `requireClaim` of the core. */
export const requireClaim: GuardMaker<typeof core.requireClaim> = middleware(core.requireClaim)

/** Demands how, and how recently, the user was authenticated. See `requireAuthentication` of the core. */
export const requireAuthentication: GuardMaker<typeof core.requireAuthentication> = middleware(
  core.requireAuthentication
)

/** Demands all of several guards. See `allOf` of the core. */
export const allOf: GuardMaker<typeof core.allOf> = middleware(core.allOf)

/** Demands one of several guards. See `anyOf` of the core. */
export const anyOf: GuardMaker<typeof core.anyOf> = middleware(core.anyOf)

function middleware<Args extends unknown[]>(
  create: (...args: Args) => core.Guard
): (...args: Args) => GuardMiddleware {
  return (...args) => {
    const guard = create(...args)
    const handler: RequestHandler<unknown> = (req, res, next) => {
      const { [ADMITTED]: admitted }: Locals = res.locals
      if (admitted === undefined) return next(new core.ConfigurationError('requireAuth', NOT_AUTHENTICATED))
      try {
        admitted.protection.resource.authorize(admitted.context, guard, admitted.failure)
      } catch (error) {
        return refuse(error, admitted.protection, { req, res, next })
      }
      next()
    }
    return Object.assign(handler, { guard })
  }
}

const NOT_AUTHENTICATED = 'a guard needs app.use(requireAuth(...)) before it, and res.locals as it was then'
