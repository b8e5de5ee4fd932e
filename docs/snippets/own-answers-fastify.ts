import portcullis, { ProtectedResourceError } from '@portcullis/fastify'
import Fastify, { type FastifyInstance } from 'fastify'

export const app: FastifyInstance = Fastify()

await app.register(portcullis, { issuer: 'https://auth.example.com', audience: 'https://api.example.com' })

// #region own-answers
// Status and header fields, the challenge among them, are set already; the body is yours.
app.setErrorHandler((error, _request, reply) => {
  if (!(error instanceof ProtectedResourceError)) return reply.send(error)
  return reply.send({ title: 'You may not see this', detail: error.description })
})
// #endregion

app.get('/messages', { onRequest: app.requireAuth() }, async (request) => ({ hello: request.auth.subject }))
