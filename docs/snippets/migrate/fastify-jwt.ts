import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify, { type FastifyInstance } from 'fastify'

export async function createApi(settings: { issuer: string; audience: string }): Promise<FastifyInstance> {
  const { issuer, audience } = settings
  // #region after
  const app = Fastify()
  await app.register(portcullis, { issuer, audience })

  app.get('/orders', { onRequest: requireScopes('orders:read') }, (request) => ({
    customer: request.auth.subject
  }))
  // #endregion
  return app
}
