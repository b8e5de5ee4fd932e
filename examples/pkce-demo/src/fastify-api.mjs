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

  // Before the authentication: a preflight request never carries a token. Scripts may read the challenge only when it is exposed.
  await app.register(cors, { origin: pageOrigin, exposedHeaders: ['WWW-Authenticate', 'Retry-After'] })
  await app.register(portcullis, { issuer, audience, clockToleranceSeconds })

  app.get('/public', async () => ({ message: 'Anybody may read this.' }))

  app.get('/me', { onRequest: app.requireAuth() }, async (request) => {
    const { subject, clientId, scopes } = request.auth
    return { subject, clientId, scopes }
  })

  app.get('/orders', { onRequest: requireScopes('orders:read') }, async () => ({ orders }))

  app.post('/orders', { onRequest: requireScopes('orders:write') }, async (_request, reply) => {
    reply.code(201)
    return newOrder
  })

  return app
}
