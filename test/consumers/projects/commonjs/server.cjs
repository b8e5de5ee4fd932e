// An application in CommonJS; that the test issuer can be required is enough.
const { requireAuth, requireScopes } = require('@portcullis/express')
const { createTestIssuer } = require('@portcullis/testing')
const express = require('express')

if (typeof createTestIssuer !== 'function') throw new Error('@portcullis/testing could not be required')

const app = express()
app.use(requireAuth())
app.get('/messages', requireScopes('read:messages'), (req, res) => {
  res.json({ hello: req.auth.subject })
})
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`)
})
