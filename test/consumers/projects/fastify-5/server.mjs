import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(portcullis)
app.get('/messages', { onRequest: requireScopes('read:messages') }, async (request) => ({
  hello: request.auth.subject
}))
console.log(await app.listen({ host: '127.0.0.1', port: 0 }))
