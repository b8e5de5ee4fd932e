import cors from '@fastify/cors'
import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'
import { EXPOSED_HEADERS } from './exposed-headers.mjs'
import { newOrder, orders } from './orders.mjs'

/** @import {FastifyInstance} from 'fastify' */
/** @import {ApiSettings} from './start-demo.mjs' */

/**
 * The orders API on Fastify: the same routes and the same answers as the one on Express.
 *
 * @param {ApiSettings} settings
 */
export async function createFastifyApi(settings) {
  const app = Fastify()

  // Before the protection: a preflight request has no token. Scripts can read only the headers that are exposed.
  await app.register(cors, { origin: settings.pageOrigin, exposedHeaders: EXPOSED_HEADERS })

  // #region shown
  app.get('/public', async () => ({ message: 'Open to everyone.' }))
  // #endregion

  // A scope of its own: the hook inside protects these routes, and no others.
  await app.register(async (scope) => addProtectedRoutes(scope, settings))
  return app
}

/**
 * @param {FastifyInstance} app
 * @param {ApiSettings} settings
 */
async function addProtectedRoutes(app, settings) {
  const { issuer, audience, clockToleranceSeconds, resource, metadata, dpop } = settings

  // #region shown
  await app.register(portcullis, { issuer, audience, clockToleranceSeconds, resource, metadata, dpop })
  app.addHook('onRequest', app.requireAuth())

  app.get('/me', async (request) => {
    const { subject, clientId, scopes, confirmation } = request.auth
    return { subject, clientId, scopes, confirmation }
  })

  app.get('/orders', { onRequest: requireScopes('orders:read') }, async () => ({ orders }))

  app.post('/orders', { onRequest: requireScopes('orders:write') }, async (_request, reply) =>
    reply.code(201).send(newOrder)
  )
  // #endregion
}
