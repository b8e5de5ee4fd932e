export { optionalAuth, requireAuth } from './authenticate.ts'
export {
  allOf,
  anyOf,
  requireAnyScope,
  requireAuthentication,
  requireClaim,
  requirePermissions,
  requireRoles,
  requireScopes,
  type Middleware
} from './guards.ts'
export type { AuthMiddleware, GuardMiddleware, Handler } from './types.ts'
export type { OptionalAuthOptions, RefusalOptions, RequireAuthOptions } from './types.ts'
export {
  ConfigurationError,
  createProtectedResource,
  ProtectedResourceError,
  type AuthContext,
  type Guard,
  type ProtectedResource,
  type ProtectedResourceOptions
} from '@portcullis/core'
// The presets are listed once, in core: to add one takes no change here.
export * from '@portcullis/core/presets'
