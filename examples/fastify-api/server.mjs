import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()

// Protects nothing yet. Without options, OAUTH_ISSUER and OAUTH_AUDIENCE say whose access tokens are good.
await app.register(portcullis)

app.get('/public', async () => ({ message: 'Anybody may read this.' }))

app.get('/me', { onRequest: app.requireAuth() }, async (request) => ({ subject: request.auth.subject }))

app.get('/messages', { onRequest: requireScopes('read:messages') }, async (request) => ({
  messages: [`Hello, ${request.auth.subject}!`]
}))

console.log(await app.listen({ port: Number(process.env.PORT ?? 3000) }))
