import { ConfigurationError, type Guard, type ProtectedResource } from '@portcullis/core'
import { createGuardFamily, createNodeOutcome, authorize } from '@portcullis/core/adapter'
import type { GuardFamily } from '@portcullis/core/adapter'
import { ADMITTED, stateOf } from './state.ts'
import type { Handler } from './types.ts'

type Guards = GuardFamily<Handler>

/** Creates middleware that requires a guard of an admitted request. */
export const toHandler =
  (guard: Guard): Handler =>
  (req: object, res, next) => {
    const { [ADMITTED]: admitted } = stateOf(res)
    if (admitted === undefined) return next(new ConfigurationError('requireAuth', NOT_AUTHENTICATED))
    const protection = { ...admitted.protection, guard }
    authorize(protection, admitted.admission, createNodeOutcome({ ...protection, req, res, next }))
  }

const guards: Guards = createGuardFamily(toHandler)

const NOT_AUTHENTICATED = 'requireAuth() did not run before this guard, or res.locals was replaced in between'

/**
 * Creates the guards of one protected resource: the scopes that they require are in its metadata, in
 * `scopes_supported`. `const { requireScopes } = guardsOf(api)`. They decide as the others do.
 *
 * @param protectedResource The protected resource: of `createProtectedResource`, or the member
 *   `protectedResource` of `requireAuth(...)`.
 */
export function guardsOf(protectedResource: ProtectedResource): GuardFamily<Handler> {
  return createGuardFamily((guard) => {
    protectedResource.registerGuard(guard)
    return toHandler(guard)
  })
}

/**
 * Requires every one of the scopes: `app.get('/messages', requireScopes('read:messages'), handler)`. See
 * `requireScopes` of the core.
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
