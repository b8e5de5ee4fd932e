import type { ProtectedResource } from '@portcullis/core'
import { createGuardFamily, type GuardFamily } from '@portcullis/core/adapter'
import { createGuardMiddleware } from './create-middleware.ts'
import type { Handler } from './types.ts'

type Guards = GuardFamily<Handler>

const guards: Guards = createGuardFamily(createGuardMiddleware)

/**
 * Creates the guards of one protected resource: the scopes that they require are in its metadata, in
 * `scopes_supported`. `const { requireScopes } = guardsOf(api)`. They decide like the other guards.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource, guardsOf, requireAuth } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * const { requireScopes } = guardsOf(api)
 * app.use(requireAuth(api))
 * app.get('/messages', requireScopes('read:messages'), (_req, res) => res.json([]))
 * ```
 *
 * @param protectedResource The protected resource: of `createProtectedResource`, or the member
 *   `protectedResource` of `requireAuth(...)`.
 */
export function guardsOf(protectedResource: ProtectedResource): Guards {
  return createGuardFamily(createGuardMiddleware, protectedResource)
}

/**
 * Requires every one of the scopes: `app.get('/messages', requireScopes('read:messages'), handler)`. See
 * `requireScopes` of the core.
 *
 * @example
 *
 * ```ts
 * import { requireAuth, requireScopes } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
 * app.get('/messages', requireScopes('read:messages'), (_req, res) => res.json([]))
 * ```
 */
export const requireScopes: Guards['requireScopes'] = guards.requireScopes

/**
 * Requires at least one of the scopes. See `requireAnyScope` of the core.
 *
 * @example
 *
 * ```ts
 * import { requireAnyScope, requireAuth } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
 * app.get('/inbox', requireAnyScope('read:messages', 'admin'), (_req, res) => res.json([]))
 * ```
 */
export const requireAnyScope: Guards['requireAnyScope'] = guards.requireAnyScope

/**
 * Requires every one of the permissions. See `requirePermissions` of the core.
 *
 * @example
 *
 * ```ts
 * import { requireAuth, requirePermissions } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
 * app.delete('/orders', requirePermissions('orders:delete'), (_req, res) => res.sendStatus(204))
 * ```
 */
export const requirePermissions: Guards['requirePermissions'] = guards.requirePermissions

/**
 * Requires every one of the roles. See `requireRoles` of the core.
 *
 * @example
 *
 * ```ts
 * import { requireAuth, requireRoles } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
 * app.get('/users', requireRoles('admin'), (_req, res) => res.json([]))
 * ```
 */
export const requireRoles: Guards['requireRoles'] = guards.requireRoles

/**
 * Requires a claim. See `requireClaim` of the core.
 *
 * @example
 *
 * ```ts
 * import { requireAuth, requireClaim } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
 * app.get('/acme', requireClaim('tenant', 'acme'), (_req, res) => res.json([]))
 * ```
 */
export const requireClaim: Guards['requireClaim'] = guards.requireClaim

/**
 * Requires how, and how recently, the user authenticated. See `requireAuthentication` of the core.
 *
 * @example
 *
 * ```ts
 * import { requireAuth, requireAuthentication } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * const strong = requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 })
 * app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
 * app.post('/payments', strong, (_req, res) => res.sendStatus(201))
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
 * import { allOf, requireAuth, requireRoles, requireScopes } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * const editors = allOf(requireScopes('write:messages'), requireRoles('editor'))
 * app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
 * app.delete('/messages', editors, (_req, res) => res.sendStatus(204))
 * ```
 */
export const allOf: Guards['allOf'] = guards.allOf

/**
 * Requires one of several guards. See `anyOf` of the core.
 *
 * @example
 *
 * ```ts
 * import { anyOf, requireAuth, requirePermissions, requireRoles } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * const exporters = anyOf(requireRoles('auditor'), requirePermissions('export'))
 * app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' }))
 * app.get('/export', exporters, (_req, res) => res.json([]))
 * ```
 */
export const anyOf: Guards['anyOf'] = guards.anyOf
