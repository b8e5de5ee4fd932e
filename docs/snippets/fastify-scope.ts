// #region scope
import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(portcullis, { issuer: 'https://auth.example.com', audience: 'https://api.example.com' })

app.get('/health', async () => ({ healthy: true })) // public: registering the plugin protects no route

await app.register(async (api) => {
  api.addHook('onRequest', api.requireAuth()) // every route of this scope and of nested scopes
  api.get('/me', async (request) => ({ subject: request.auth.subject }))
  api.get('/messages', { onRequest: requireScopes('read:messages') }, async () => ['Hello!'])
})
// #endregion

export { app }
