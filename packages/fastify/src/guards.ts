import { createGuardFamily, type GuardFamily } from '@portcullis/core/adapter'
import { createHook } from './create-hook.ts'
import type { AuthHook } from './types.ts'

// A guard authenticates the request first, if no earlier hook did, with the protected resource of its scope.
type Guards = GuardFamily<AuthHook>

const guards: Guards = createGuardFamily<AuthHook>((guard) => createHook({ guard }))

/**
 * Requires every one of the scopes: `app.get('/messages', { onRequest: requireScopes('read:messages') },
 * handler)`. See `requireScopes` of the core.
 *
 * @example
 *
 * ```ts
 * import portcullis, { requireScopes } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * await app.register(portcullis, {
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.get('/messages', { onRequest: requireScopes('read:messages') }, async () => [])
 * ```
 */
export const requireScopes: Guards['requireScopes'] = guards.requireScopes

/**
 * Requires at least one of the scopes. See `requireAnyScope` of the core.
 *
 * @example
 *
 * ```ts
 * import portcullis, { requireAnyScope } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * await app.register(portcullis, {
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.get('/inbox', { onRequest: requireAnyScope('read:messages', 'admin') }, async () => [])
 * ```
 */
export const requireAnyScope: Guards['requireAnyScope'] = guards.requireAnyScope

/**
 * Requires every one of the permissions. See `requirePermissions` of the core.
 *
 * @example
 *
 * ```ts
 * import portcullis, { requirePermissions } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * await app.register(portcullis, {
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.delete('/orders', { onRequest: requirePermissions('orders:delete') }, async () => ({
 *   deleted: true
 * }))
 * ```
 */
export const requirePermissions: Guards['requirePermissions'] = guards.requirePermissions

/**
 * Requires every one of the roles. See `requireRoles` of the core.
 *
 * @example
 *
 * ```ts
 * import portcullis, { requireRoles } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * await app.register(portcullis, {
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.get('/users', { onRequest: requireRoles('admin') }, async () => [])
 * ```
 */
export const requireRoles: Guards['requireRoles'] = guards.requireRoles

/**
 * Requires a claim. See `requireClaim` of the core.
 *
 * @example
 *
 * ```ts
 * import portcullis, { requireClaim } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * await app.register(portcullis, {
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.get('/acme', { onRequest: requireClaim('tenant', 'acme') }, async () => [])
 * ```
 */
export const requireClaim: Guards['requireClaim'] = guards.requireClaim

/**
 * Requires how, and how recently, the user authenticated. See `requireAuthentication` of the core.
 *
 * @example
 *
 * ```ts
 * import portcullis, { requireAuthentication } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * const onRequest = requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 })
 * await app.register(portcullis, {
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.post('/payments', { onRequest }, async () => ({ paid: true }))
 * ```
 */
export const requireAuthentication: Guards['requireAuthentication'] = guards.requireAuthentication

/** Requires a token that is bound to its client. See `requireSenderConstrained` of the core. */
export const requireSenderConstrained: Guards['requireSenderConstrained'] = guards.requireSenderConstrained

/**
 * Requires all of several guards. See `allOf` of the core.
 *
 * @example
 *
 * ```ts
 * import portcullis, { allOf, requireRoles, requireScopes } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * const onRequest = allOf(requireScopes('write:messages'), requireRoles('editor'))
 * await app.register(portcullis, {
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.delete('/messages', { onRequest }, async () => ({ deleted: true }))
 * ```
 */
export const allOf: Guards['allOf'] = guards.allOf

/**
 * Requires one of several guards. See `anyOf` of the core.
 *
 * @example
 *
 * ```ts
 * import portcullis, { anyOf, requirePermissions, requireRoles } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * const onRequest = anyOf(requireRoles('auditor'), requirePermissions('export'))
 * await app.register(portcullis, {
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.get('/export', { onRequest }, async () => [])
 * ```
 */
export const anyOf: Guards['anyOf'] = guards.anyOf
