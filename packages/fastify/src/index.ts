export { portcullis as default } from './plugin.ts'
export { allOf, anyOf, requireAnyScope, requireAuthentication, requireClaim } from './guards.ts'
export { requirePermissions, requireRoles, requireScopes, requireSenderConstrained } from './guards.ts'
export type { AuthHook, GuardHook } from './types.ts'
export type { OptionalAuthOptions, PortcullisPluginOptions, RefusalOptions } from './types.ts'
export { ConfigurationError, createProtectedResource, ProtectedResourceError } from '@portcullis/core'
export type { AuthContext, Guard, ProtectedResource, ProtectedResourceOptions } from '@portcullis/core'
// The presets are listed once, in core: to add one takes no change here.
export * from '@portcullis/core/presets'
