// #region dpop
import { requireAuth } from '@portcullis/express'
import { BAD_PROOF_KINDS, createDpopClient, createTestIssuer } from '@portcullis/testing'
import express from 'express'
import request from 'supertest'
import { afterAll, expect, it } from 'vitest'

const issuer = await createTestIssuer()
afterAll(() => issuer.close())

const app = express()
app.use(requireAuth({ ...issuer.options, publicUrl: 'https://api.example.com', dpop: true }))
app.get('/messages', (req, res) => res.json({ hello: req.auth.subject }))

const client = await createDpopClient()
const url = 'https://api.example.com/messages'

it('accepts a bound token with a proof', async () => {
  const accessToken = await issuer.issueBound(client, { claims: { sub: 'alice' } })
  const headers = await client.headers({ url, accessToken })
  await request(app).get('/messages').set(headers).expect(200, { hello: 'alice' })
})

it('refuses the token without the key', async () => {
  const accessToken = await issuer.issueBound(client)
  const thief = await createDpopClient()
  await request(app)
    .get('/messages')
    .set(await thief.headers({ url, accessToken }))
    .expect(401)
  await request(app).get('/messages').auth(accessToken, { type: 'bearer' }).expect(401)
})

it.each(BAD_PROOF_KINDS)('refuses a bad proof: $kind', async ({ kind }) => {
  const accessToken = await issuer.issueBound(client)
  const dpop = await client.badProof(kind, { url, accessToken })
  const answer = await request(app)
    .get('/messages')
    .set({ authorization: `DPoP ${accessToken}`, dpop })
  expect(answer.status).toBe(401)
})
// #endregion
