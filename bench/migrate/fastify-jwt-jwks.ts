import Fastify, { type FastifyInstance } from 'fastify'
import { fastifyJwtJwks } from 'fastify-jwt-jwks'

interface Settings {
  issuer: string
  audience: string
  jwksUri: string
}

export async function createApi({ issuer, audience, jwksUri }: Settings): Promise<FastifyInstance> {
  // #region before
  const app = Fastify()
  await app.register(fastifyJwtJwks, { jwksUrl: jwksUri, issuer, audience })

  app.get('/orders', { preValidation: app.authenticate }, async (request, reply) => {
    const { scope, sub } = request.user as { scope?: string; sub?: string }
    if (!scope?.split(' ').includes('orders:read')) return reply.code(403).send()
    return { customer: sub }
  })
  // #endregion
  return app
}
