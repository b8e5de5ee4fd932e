// A test in Mocha, in CommonJS.
const { equal } = require('node:assert/strict')
const { requireAuth, requireScopes } = require('@portcullis/express')
const { createTestIssuer } = require('@portcullis/testing')
const express = require('express')

describe('a protected route', () => {
  let issuer
  let server

  before(async () => {
    issuer = await createTestIssuer()
    const app = express()
    app.use(requireAuth(issuer.options))
    app.get('/messages', requireScopes('read:messages'), (req, res) => res.json({ hello: req.auth.subject }))
    server = app.listen(0, '127.0.0.1')
  })

  after(async () => {
    server.close()
    await issuer.close()
  })

  async function statusWith(token) {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    return (await fetch(`http://127.0.0.1:${server.address().port}/messages`, { headers })).status
  }

  it('answers 200 with the scope', async () => {
    equal(await statusWith(await issuer.issue({ claims: { scope: 'read:messages' } })), 200)
  })

  it('answers 401 without a token', async () => {
    equal(await statusWith(), 401)
  })

  it('answers 401 to an expired token', async () => {
    equal(await statusWith(await issuer.issueBad('expired')), 401)
  })
})
