import * as core from '@portcullis/core'
import { createHook } from './create-hook.ts'
import type { GuardHook } from './types.ts'

/**
 * A function that makes a guard of the core, made to give hooks for routes. A guard authenticates first where
 * nothing has, with the protected resource of the scope that the route is in.
 *
 * @typeParam Create The function of the core.
 */
export type Hook<Create extends (...args: never[]) => core.Guard> = (...args: Parameters<Create>) => GuardHook

/**
 * Demands every one of the scopes: `app.get('/messages', { onRequest: requireScopes('read:messages') },
 * handler)`. See `requireScopes` of the core.
 */
export const requireScopes: Hook<typeof core.requireScopes> = hook(core.requireScopes)

/** Demands at least one of the scopes. See `requireAnyScope` of the core. */
export const requireAnyScope: Hook<typeof core.requireAnyScope> = hook(core.requireAnyScope)

/** Demands every one of the permissions. See `requirePermissions` of the core. */
export const requirePermissions: Hook<typeof core.requirePermissions> = hook(core.requirePermissions)

/** Demands every one of the roles. See `requireRoles` of the core. */
export const requireRoles: Hook<typeof core.requireRoles> = hook(core.requireRoles)

/** Demands a claim. See `requireClaim` of the core. */
export const requireClaim: Hook<typeof core.requireClaim> = hook(core.requireClaim)

/** Demands how, and how recently, the user was authenticated. See `requireAuthentication` of the core. */
export const requireAuthentication: Hook<typeof core.requireAuthentication> = hook(core.requireAuthentication)

/** Demands all of several guards. See `allOf` of the core. */
export const allOf: Hook<typeof core.allOf> = hook(core.allOf)

/** Demands one of several guards. See `anyOf` of the core. */
export const anyOf: Hook<typeof core.anyOf> = hook(core.anyOf)

function hook<Args extends unknown[]>(create: (...args: Args) => core.Guard): (...args: Args) => GuardHook {
  return (...args) => {
    const guard = create(...args)
    return Object.assign(createHook({ guard }), { guard })
  }
}
