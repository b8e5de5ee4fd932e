// #region protect
import portcullis, { cognito, requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'

const app = Fastify()
await app.register(
  portcullis,
  cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['1example23456789'] })
)

app.get('/orders', { onRequest: requireScopes('https://orders.example.com/read') }, (request) => ({
  customer: request.auth.subject
}))

await app.listen({ port: 3000 })
// #endregion
