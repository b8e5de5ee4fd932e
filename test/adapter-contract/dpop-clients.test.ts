import { requireAuth } from '@portcullis/express'
import { createTestIssuer, createTestStores } from '@portcullis/testing'
import express from 'express'
import * as oauth from 'oauth4webapi'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { listen } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { boundApis } from './bound-apis.ts'
import { createDpopRig, PUBLIC_URL, read, URL_OF_MESSAGES } from './dpop-rig.ts'

const SECRETS = ['a secret of the instances, thirty-two characters and more']
const { issuer, client, token, open } = await createDpopRig()

describe.each(boundApis)('on $name', (api) => {
  test('the DPoP handle of oauth4webapi, unchanged, gets 401 with a nonce and then 200', async () => {
    const handle = oauth.DPoP({}, await oauth.generateKeyPair('ES256'))
    const jkt = await handle.calculateThumbprint()
    const accessToken = await issuer.issueBound({ confirmation: { jkt } })
    const dpop = { required: true, nonce: { secrets: SECRETS } }
    const { origin, close } = await api.startAt((publicUrl) => ({ ...issuer.options, publicUrl, dpop }))
    onTestFinished(close)
    const url = new URL(`${origin}/v1/messages?page=2`)
    const options = { DPoP: handle, [oauth.allowInsecureRequests]: true }
    const call = () => oauth.protectedResourceRequest(accessToken, 'GET', url, undefined, undefined, options)
    const error = await call().catch((thrown: unknown) => thrown)
    expect(oauth.isDPoPNonceError(error)).toBe(true)
    expect((await call()).status).toBe(200)
    expect((await call()).status).toBe(200)
  })

  test('of 20 requests with one proof to two instances with one store exactly one gets 200', async () => {
    const { replays } = createTestStores()
    const one = await open(api, { dpop: { replays } })
    const other = await open(api, { dpop: { replays } })
    const headers = await client.headers({ url: URL_OF_MESSAGES, accessToken: token })
    const calls = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : other).call(headers))
    const answers = (await Promise.all(calls)).map((answer) =>
      answer.status === 200 ? 200 : read(answer).code
    )
    expect(answers.filter((answer) => answer === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'proof_replayed')).toHaveLength(19)
  })
})

describe('middleware that runs twice for one request', () => {
  const nested = createTestIssuer()
  afterAll(async () => (await nested).close())

  test('uses the proof of the request once', async () => {
    const protect = requireAuth({ ...(await nested).options, publicUrl: PUBLIC_URL, dpop: true })
    const app = express()
    app.use(protect)
    app.get('/v1/messages', protect, (req, res) => void res.json(req.auth.confirmation))
    const { port, close } = await listen(app)
    onTestFinished(close)
    const accessToken = await (await nested).issueBound(client)
    const headers = await client.headers({ url: URL_OF_MESSAGES, accessToken })
    expect((await send(port, { path: '/v1/messages', headers })).status).toBe(200)
    expect((await send(port, { path: '/v1/messages', headers })).status).toBe(401)
    await protect.protectedResource.close()
  })
})
