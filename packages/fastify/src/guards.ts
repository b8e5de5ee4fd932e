import * as core from '@portcullis/core'
import { createHook } from './create-hook.ts'
import type { GuardHook } from './types.ts'

/**
 * A function that makes a guard of the core, made to give hooks for routes. A guard authenticates first where
 * nothing has, with the protected resource of the scope that the route is in.
 *
 * @typeParam F The function of the core.
 */
export type GuardMaker<F extends (...args: never[]) => core.Guard> = (...args: Parameters<F>) => GuardHook

/**
 * Demands every one of the scopes: `app.get('/messages', { onRequest: requireScopes('read:messages') },
 * handler)`. See `requireScopes` of the core.
 */
export const requireScopes: GuardMaker<typeof core.requireScopes> = hook(core.requireScopes)

/** Demands at least one of the scopes. See `requireAnyScope` of the core. */
export const requireAnyScope: GuardMaker<typeof core.requireAnyScope> = hook(core.requireAnyScope)

/** Demands every one of the permissions. See `requirePermissions` of the core. */
export const requirePermissions: GuardMaker<typeof core.requirePermissions> = hook(core.requirePermissions)

/** Demands every one of the roles. See `requireRoles` of the core. */
export const requireRoles: GuardMaker<typeof core.requireRoles> = hook(core.requireRoles)

/** Demands a claim. See `requireClaim` of the core. */
export const requireClaim: GuardMaker<typeof core.requireClaim> = hook(core.requireClaim)

/** Demands how, and how recently, the user was authenticated. See `requireAuthentication` of the core. */
export const requireAuthentication: GuardMaker<typeof core.requireAuthentication> = hook(
  core.requireAuthentication
)

/** Demands all of several guards. See `allOf` of the core. */
export const allOf: GuardMaker<typeof core.allOf> = hook(core.allOf)

/** Demands one of several guards. See `anyOf` of the core. */
export const anyOf: GuardMaker<typeof core.anyOf> = hook(core.anyOf)

function hook<Args extends unknown[]>(create: (...args: Args) => core.Guard): (...args: Args) => GuardHook {
  return (...args) => {
    const guard = create(...args)
    return Object.assign(createHook({ guard }), { guard })
  }
}
