import { createGuardFamily, type GuardFamily } from '@portcullis/core/adapter'
import { createHook } from './create-hook.ts'
import type { AuthHook } from './types.ts'

// A guard authenticates the request first, if no earlier hook did, with the protected resource of its scope.
type Guards = GuardFamily<AuthHook>

const guards: Guards = createGuardFamily<AuthHook>((guard) => createHook({ guard }))

/**
 * Requires every one of the scopes: `app.get('/messages', { onRequest: requireScopes('read:messages') },
 * handler)`. See `requireScopes` of the core.
 */
export const requireScopes: Guards['requireScopes'] = guards.requireScopes

/** Requires at least one of the scopes. See `requireAnyScope` of the core. */
export const requireAnyScope: Guards['requireAnyScope'] = guards.requireAnyScope

/** Requires every one of the permissions. See `requirePermissions` of the core. */
export const requirePermissions: Guards['requirePermissions'] = guards.requirePermissions

/** Requires every one of the roles. See `requireRoles` of the core. */
export const requireRoles: Guards['requireRoles'] = guards.requireRoles

/** Requires a claim. See `requireClaim` of the core. */
export const requireClaim: Guards['requireClaim'] = guards.requireClaim

/** Requires how, and how recently, the user authenticated. See `requireAuthentication` of the core. */
export const requireAuthentication: Guards['requireAuthentication'] = guards.requireAuthentication

/** Requires a token that is bound to its client. See `requireSenderConstrained` of the core. */
export const requireSenderConstrained: Guards['requireSenderConstrained'] = guards.requireSenderConstrained

/** Requires all of several guards. See `allOf` of the core. */
export const allOf: Guards['allOf'] = guards.allOf

/** Requires one of several guards. See `anyOf` of the core. */
export const anyOf: Guards['anyOf'] = guards.anyOf
