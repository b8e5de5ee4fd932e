// #region cors
import cors from '@fastify/cors'
import portcullis from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(cors, {
  origin: 'https://app.example.com',
  exposedHeaders: ['WWW-Authenticate', 'Retry-After']
})
await app.register(portcullis, { issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
app.addHook('onRequest', app.requireAuth())
// #endregion

app.get('/messages', async (request) => ({ hello: request.auth.subject }))

export { app }
