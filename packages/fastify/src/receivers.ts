import type { LogoutTokenOptions, ProtectedResource, SecurityEventOptions } from '@portcullis/core'
import type { ReceiveMessage } from '@portcullis/core/adapter'
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import type { AuthHook } from './types.ts'

/** Options of a route, with its handler: the second argument of `app.post`. */
export interface ReceiverRoute {
  /** Reads the body before Fastify parses it, and sends the answer. */
  readonly onRequest: AuthHook
  /** Never runs. */
  readonly handler: () => void
}

/**
 * Creates the route that receives logout tokens (OpenID Connect Back-Channel Logout 1.0):
 * `app.post('/backchannel-logout', receiveLogoutTokens(api, { clientIds: ['web'] }))`, in a scope without
 * `requireAuth`. Needs no content type parser. See `ProtectedResource.receiveLogoutTokens`.
 *
 * @example
 *
 * ```ts
 * import portcullis, { createProtectedResource, receiveLogoutTokens } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.post('/backchannel-logout', receiveLogoutTokens(api, { clientIds: ['web'] }))
 * await app.register(portcullis, api)
 * ```
 *
 * @param api The protected resource whose tokens end.
 * @param options The client ids, and what ends.
 * @throws {ConfigurationError} For options that are missing, misspelled or invalid.
 */
export function receiveLogoutTokens(api: ProtectedResource, options: LogoutTokenOptions): ReceiverRoute {
  return createRoute(api.receiveLogoutTokens(options))
}

/**
 * Creates the route that receives security events (RFC 8935): `app.post('/security-events',
 * receiveSecurityEvents(api, { audience }))`, in a scope without `requireAuth`. Needs no content type parser.
 * See `ProtectedResource.receiveSecurityEvents`.
 *
 * @example
 *
 * ```ts
 * import portcullis, { createProtectedResource, receiveSecurityEvents } from '@portcullis/fastify'
 * import Fastify from 'fastify'
 *
 * const app = Fastify()
 * const api = createProtectedResource({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * app.post(
 *   '/security-events',
 *   receiveSecurityEvents(api, { audience: 'https://api.example.com/events' })
 * )
 * await app.register(portcullis, api)
 * ```
 *
 * @param api The protected resource whose tokens end.
 * @param options The audience of the events, and what ends.
 * @throws {ConfigurationError} For options that are missing, misspelled or invalid.
 */
export function receiveSecurityEvents(api: ProtectedResource, options: SecurityEventOptions): ReceiverRoute {
  return createRoute(api.receiveSecurityEvents(options))
}

function createRoute(receive: ReceiveMessage): ReceiverRoute {
  const onRequest = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const { method, headers } = request.raw
    receive({ method, headers, body: request.raw }).then(
      ({ status, headers: fields, body }) => void reply.code(status).headers(fields).send(body),
      done
    )
  }
  return { onRequest: onRequest as AuthHook, handler: () => undefined }
}
