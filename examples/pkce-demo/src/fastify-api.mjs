import cors from '@fastify/cors'
import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'
import { EXPOSED_HEADERS } from './exposed-headers.mjs'
import { newOrder, orders } from './orders.mjs'

/**
 * The orders API on Fastify: the same routes and the same answers as the one on Express.
 *
 * @param {import('./start-demo.mjs').ApiSettings} settings
 */
export async function createFastifyApi(settings) {
  const { issuer, audience, clockToleranceSeconds, publicUrl, secrets, pageOrigin } = settings
  const app = Fastify()

  // Before the protection: a preflight request has no token. Scripts can read only the headers that are exposed.
  await app.register(cors, { origin: pageOrigin, exposedHeaders: EXPOSED_HEADERS })

  // #region protected
  app.get('/public', async () => ({ message: 'Open to everyone.' }))

  await app.register(portcullis, {
    issuer,
    audience,
    clockToleranceSeconds,
    publicUrl,
    dpop: { nonce: { secrets } }
  })

  app.get('/me', { onRequest: app.requireAuth() }, async (request) => {
    const { subject, clientId, scopes, confirmation } = request.auth
    return { subject, clientId, scopes, confirmation }
  })

  app.get('/orders', { onRequest: requireScopes('orders:read') }, async () => ({ orders }))

  app.post('/orders', { onRequest: requireScopes('orders:write') }, async (_request, reply) => {
    reply.code(201)
    return newOrder
  })
  // #endregion

  return app
}
