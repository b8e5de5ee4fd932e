// #region common-js
const { default: portcullis, requireScopes } = require('@portcullis/fastify')
const Fastify = require('fastify')

const app = Fastify()
app.register(portcullis)

app.register(async (api) => {
  api.addHook('onRequest', api.requireAuth())
  api.get('/messages', { onRequest: requireScopes('read:messages') }, async (request) => ({
    hello: request.auth.subject
  }))
})
// #endregion

app.listen({ host: '127.0.0.1', port: 0 }, (error, address) => {
  if (error) throw error
  console.log(address)
})
