import cors from '@fastify/cors'
import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'
import { newOrder, orders } from './orders.mjs'

/**
 * The orders API on Fastify: the same routes and the same answers as the one on Express.
 *
 * @param {import('./start-demo.mjs').ApiSettings} settings
 */
export async function createFastifyApi({ issuer, audience, pageOrigin, clockToleranceSeconds }) {
  const app = Fastify()

  // Before the protection: a preflight request has no token. Scripts can read the challenge only if it is exposed.
  await app.register(cors, { origin: pageOrigin, exposedHeaders: ['WWW-Authenticate', 'Retry-After'] })
  app.get('/public', async () => ({ message: 'Open to everyone.' }))

  // #region protected
  await app.register(portcullis, { issuer, audience, clockToleranceSeconds })

  app.get('/me', { onRequest: app.requireAuth() }, async (request) => {
    const { subject, clientId, scopes } = request.auth
    return { subject, clientId, scopes }
  })

  app.get('/orders', { onRequest: requireScopes('orders:read') }, async () => ({ orders }))

  app.post('/orders', { onRequest: requireScopes('orders:write') }, async (_request, reply) => {
    reply.code(201)
    return newOrder
  })
  // #endregion

  return app
}
