// #region five-lines
import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(portcullis, { issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
app.get('/messages', { onRequest: requireScopes('read:messages') }, async (request) => ({
  hello: request.auth.subject
}))
// #endregion

export { app }
