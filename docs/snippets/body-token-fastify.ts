import formBody from '@fastify/formbody'
import portcullis from '@portcullis/fastify'
import Fastify, { type FastifyInstance } from 'fastify'

export const app: FastifyInstance = Fastify()

// #region body
await app.register(formBody)
await app.register(portcullis, {
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com',
  tokenLocations: ['header', 'body']
})

// preHandler, since Fastify has not parsed the body when onRequest hooks run
app.post('/messages', { preHandler: app.requireAuth() }, async (request) => ({ hello: request.auth.subject }))
// #endregion
