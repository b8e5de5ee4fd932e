import portcullis, { ProtectedResourceError } from '@portcullis/fastify'
import Fastify, { type FastifyInstance } from 'fastify'

export const app: FastifyInstance = Fastify()

// #region own-answers
await app.register(portcullis, {
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com',
  onRefusal: 'throw'
})

// Status and headers, including the challenge, are already set; you write the body.
app.setErrorHandler((error, _request, reply) => {
  if (!(error instanceof ProtectedResourceError)) return reply.send(error)
  return reply.send({ title: 'You may not see this', detail: error.description })
})
// #endregion

app.get('/messages', { onRequest: app.requireAuth() }, async (request) => ({ hello: request.auth.subject }))
