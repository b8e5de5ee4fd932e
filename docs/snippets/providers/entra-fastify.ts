// #region protect
import portcullis, { entra, requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(
  portcullis,
  entra({
    tenantId: '72f988bf-0000-4000-8000-2d7cd011db47',
    audience: '6e74172b-be56-4843-9ff4-e66a39bb12e3'
  })
)

app.get('/orders', { onRequest: requireScopes('orders.read') }, (request) => ({
  customer: request.auth.claims['oid']
}))

await app.listen({ port: 3000 })
// #endregion
