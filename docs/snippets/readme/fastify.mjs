import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(portcullis)
app.get('/messages', { onRequest: requireScopes('read:messages') }, async (request) => ({
  hello: request.auth.subject
}))
await app.listen({ port: Number(process.env.PORT ?? 3000) })
