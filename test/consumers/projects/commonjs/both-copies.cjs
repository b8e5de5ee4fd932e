// Both copies of the core in one process: adapters are required, the core is imported.
const express = require('express')
const adapter = require('@portcullis/express')
const required = require('@portcullis/core')

async function start() {
  const imported = await import('@portcullis/core')
  if (imported.requireScopes === required.requireScopes) throw new Error('there is only one copy')

  // Each line below passes something of one copy to the other.
  const api = imported.createProtectedResource(imported.environmentOptions(process.env))
  const guard = imported.requireScopes('read:messages')

  const app = express()
  app.use(adapter.requireAuth(api))
  app.get('/messages', adapter.allOf(guard), (req, res) => {
    res.json({ hello: req.auth.subject })
  })
  app.get('/combined', adapter.anyOf(imported.allOf(guard), adapter.requireScopes('admin')), (req, res) => {
    res.json({ hello: req.auth.subject })
  })
  app.get('/authorized', (req, res) => {
    api.authorize(req.auth, required.requireScopes('read:messages'))
    res.json({ hello: req.auth.subject })
  })
  const server = app.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${server.address().port}`)
  })
}

void start()
