// #region protect
import portcullis, { auth0, requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(
  portcullis,
  auth0({ domain: 'acme.eu.auth0.com', audience: 'https://orders.example.com/' })
)

app.get('/orders', { onRequest: requireScopes('orders:read') }, (request) => ({
  customer: request.auth.subject
}))

await app.listen({ port: 3000 })
// #endregion
