// An application in CommonJS: every package is required, the Express adapter is used.
const { requireAuth, requireScopes } = require('@portcullis/express')
const { default: portcullis } = require('@portcullis/fastify')
const { createTestIssuer } = require('@portcullis/testing')
const express = require('express')
const Fastify = require('fastify')

if (typeof createTestIssuer !== 'function') throw new Error('@portcullis/testing could not be required')
// Fastify is not listening; that it takes the plugin is enough.
Fastify()
  .register(portcullis)
  .ready((error) => {
    if (error) throw error
  })

const app = express()
app.use(requireAuth())
app.get('/messages', requireScopes('read:messages'), (req, res) => {
  res.json({ hello: req.auth.subject })
})
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`)
})
