// #region protect
import portcullis, { keycloak, requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(
  portcullis,
  keycloak({ url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' })
)

app.get('/orders', { onRequest: requireScopes('orders:read') }, (request) => ({
  customer: request.auth.subject
}))

await app.listen({ port: 3000 })
// #endregion
