// #region protect
import portcullis, { okta, requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(portcullis, okta({ domain: 'acme.okta.com', audience: 'api://default' }))

app.get('/orders', { onRequest: requireScopes('orders.read') }, (request) => ({
  customer: request.auth.claims['uid']
}))

await app.listen({ port: 3000 })
// #endregion
