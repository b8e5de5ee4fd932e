import type { LogoutTokenOptions, ProtectedResource, SecurityEventOptions } from '@portcullis/core'
import { receiveOnNode } from '@portcullis/core/adapter'
import type { Handler } from './types.ts'

/**
 * Creates the route that receives logout tokens (OpenID Connect Back-Channel Logout 1.0):
 * `app.post('/backchannel-logout', receiveLogoutTokens(api, { clientIds: ['web'] }))`, before `requireAuth`.
 * Works with and without body parsers before it. See `ProtectedResource.receiveLogoutTokens`.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource, receiveLogoutTokens, requireAuth } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.post('/backchannel-logout', receiveLogoutTokens(api, { clientIds: ['web'] })) // before requireAuth
 * app.use(requireAuth(api))
 * ```
 *
 * @param api The protected resource whose tokens end.
 * @param options The client ids, and what ends.
 * @throws {ConfigurationError} For options that are missing, misspelled or invalid.
 */
export function receiveLogoutTokens(api: ProtectedResource, options: LogoutTokenOptions): Handler {
  return receiveOnNode(api.receiveLogoutTokens(options))
}

/**
 * Creates the route that receives security events (RFC 8935): `app.post('/security-events',
 * receiveSecurityEvents(api, { audience }))`, before `requireAuth`. See
 * `ProtectedResource.receiveSecurityEvents`.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource, receiveSecurityEvents, requireAuth } from '@portcullis/express'
 * import express from 'express'
 *
 * const app = express()
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * const events = receiveSecurityEvents(api, { audience: 'https://api.example.com/events' })
 * app.post('/security-events', events) // before requireAuth
 * app.use(requireAuth(api))
 * ```
 *
 * @param api The protected resource whose tokens end.
 * @param options The audience of the events, and what ends.
 * @throws {ConfigurationError} For options that are missing, misspelled or invalid.
 */
export function receiveSecurityEvents(api: ProtectedResource, options: SecurityEventOptions): Handler {
  return receiveOnNode(api.receiveSecurityEvents(options))
}
