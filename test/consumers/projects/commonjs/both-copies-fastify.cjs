// Both copies of the core in one process: the plugin is required, the core is imported.
const adapter = require('@portcullis/fastify')
const Fastify = require('fastify')

async function start() {
  const imported = await import('@portcullis/core')
  const api = imported.createProtectedResource(imported.environmentOptions(process.env))
  const guard = imported.requireScopes('read:messages')

  const app = Fastify()
  await app.register(adapter.default, api)
  app.get('/messages', { onRequest: adapter.allOf(guard) }, async (request) => ({
    hello: request.auth.subject
  }))
  app.get('/authorized', { onRequest: app.requireAuth() }, async (request) => {
    api.authorize(request.auth, guard)
    return { hello: request.auth.subject }
  })
  console.log(await app.listen({ host: '127.0.0.1', port: 0 }))
}

void start()
