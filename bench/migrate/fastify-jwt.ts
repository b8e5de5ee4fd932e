import fastifyJwt, { type TokenOrHeader } from '@fastify/jwt'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import buildGetJwks from 'get-jwks'

export async function createApi(settings: { issuer: string; audience: string }): Promise<FastifyInstance> {
  const { issuer, audience } = settings
  // #region before
  const getJwks = buildGetJwks({ issuersWhitelist: [issuer], providerDiscovery: true })

  const app = Fastify()
  await app.register(fastifyJwt, {
    decode: { complete: true },
    secret: async (_request: FastifyRequest, token: TokenOrHeader) => {
      const { header } = token as { header: { kid: string; alg: string } }
      return getJwks.getPublicKey({ domain: issuer, kid: header.kid, alg: header.alg })
    },
    verify: { allowedIss: issuer, allowedAud: audience }
  })

  app.get('/orders', { onRequest: (request) => request.jwtVerify() }, async (request, reply) => {
    const { scope, sub } = request.user as { scope?: string; sub?: string }
    if (!scope?.split(' ').includes('orders:read')) return reply.code(403).send()
    return { customer: sub }
  })
  // #endregion
  return app
}
