// #region protected-route
import { requireAuth, requireScopes } from '@portcullis/express'
import { BAD_TOKEN_KINDS, createTestIssuer } from '@portcullis/testing'
import express from 'express'
import request from 'supertest'
import { afterAll, expect, it } from 'vitest'

const issuer = await createTestIssuer()
afterAll(() => issuer.close())

const app = express()
app.use(requireAuth(issuer.options))
app.get('/messages', requireScopes('read:messages'), (req, res) => res.json({ hello: req.auth.subject }))

it('greets a caller who can read messages', async () => {
  const token = await issuer.issue({ claims: { sub: 'alice', scope: 'read:messages' } })
  await request(app).get('/messages').auth(token, { type: 'bearer' }).expect(200, { hello: 'alice' })
})

it('refuses a caller who cannot', async () => {
  const token = await issuer.issue({ claims: { scope: 'write:messages' } })
  const { headers } = await request(app).get('/messages').auth(token, { type: 'bearer' }).expect(403)
  expect(headers['www-authenticate']).toContain('error="insufficient_scope"')
})

it.each(BAD_TOKEN_KINDS)('refuses an invalid token: $kind', async ({ kind }) => {
  const token = await issuer.issueBad(kind)
  await request(app).get('/messages').auth(token, { type: 'bearer' }).expect(401)
})
// #endregion
