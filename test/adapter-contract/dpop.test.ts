import { BAD_PROOF_KINDS } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { exchangeBytes } from '../http/exchange-bytes.ts'
import { verifies } from '../requirements.ts'
import { boundApis } from './bound-apis.ts'
import { createDpopRig, PUBLIC_URL, read, URL_OF_MESSAGES } from './dpop-rig.ts'

const ALGS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'
const { issuer, client, token, open } = await createDpopRig()

describe.each(boundApis)('on $name', (api) => {
  test(
    verifies('D-11', 'a bound token with its proof gets 200, below a mounted router and with a query'),
    async () => {
      const { callBound } = await open(api)
      expect(read(await callBound())).toMatchObject({
        status: 200,
        json: { subject: 'test-user', scheme: 'DPoP', confirmation: { jkt: client.thumbprint } }
      })
      expect((await callBound({}, '/v1/messages?page=2')).status).toBe(200)
      expect((await callBound({ url: `${URL_OF_MESSAGES}?x=1` }, '/v1/messages?page=2')).status).toBe(200)
      expect((await callBound({ method: 'POST' })).status).toBe(200)
      expect((await callBound({}, '/v1/bound')).status).toBe(401)
      expect((await callBound({ url: `${PUBLIC_URL}/v1/bound` }, '/v1/bound')).status).toBe(200)
    }
  )

  test('headers that clients can send do not change the URL that a proof must be for', async () => {
    const { call } = await open(api)
    const forged = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      'x-forwarded-prefix': '/evil',
      forwarded: 'host=evil.example;proto=http',
      'x-original-url': '/v1/other',
      'x-rewrite-url': '/v1/other'
    }
    const request = { url: URL_OF_MESSAGES, accessToken: token }
    expect((await call({ ...forged, ...(await client.headers(request)) })).status).toBe(200)
    for (const url of [
      'http://evil.example/v1/messages',
      'https://evil.example/v1/messages',
      `${PUBLIC_URL}/v1/other`
    ]) {
      const answer = read(await call({ ...forged, ...(await client.headers({ ...request, url })) }))
      expect(answer).toMatchObject({ status: 401, code: 'proof_target_mismatch' })
    }
  })

  test('a prefix that a proxy removes is part of the public URL', async () => {
    const { callBound } = await open(api, { publicUrl: `${PUBLIC_URL}/shop/` })
    expect((await callBound({ url: `${PUBLIC_URL}/shop/v1/messages` })).status).toBe(200)
    expect(read(await callBound()).code).toBe('proof_target_mismatch')
  })

  test(
    verifies(
      'D-2',
      'D-3',
      'D-4',
      'D-5',
      'D-7',
      'D-16',
      'each of 40 bad proofs gets 401 with a DPoP challenge'
    ),
    async () => {
      const { call } = await open(api)
      for (const { kind, code } of BAD_PROOF_KINDS) {
        const dpop = await client.badProof(kind, { url: URL_OF_MESSAGES, accessToken: token })
        const answer = read(await call({ authorization: `DPoP ${token}`, dpop }))
        expect([answer.status, answer.code], kind).toEqual([401, code])
        const error = code === 'proof_key_mismatch' ? 'invalid_token' : 'invalid_dpop_proof'
        expect(answer.json['error'], kind).toBe(error)
        expect(answer.challenges[0], kind).toBe('Bearer realm="api"')
        expect(answer.challenges[1], kind).toMatch(
          new RegExp(`^DPoP realm="api", error="${error}", .*algs="${ALGS}"$`, 'u')
        )
      }
      expect(read(await call({ authorization: `DPoP ${token}` }))).toMatchObject({
        status: 401,
        code: 'proof_missing'
      })
    }
  )

  test(verifies('D-1', 'two DPoP lines get 401, even if both proofs are valid'), async () => {
    const { port } = await open(api)
    const proofs = await Promise.all(
      [1, 2].map(() => client.proof({ url: URL_OF_MESSAGES, accessToken: token }))
    )
    const lines = [
      'GET /v1/messages HTTP/1.1',
      'Host: a',
      'Connection: close',
      `Authorization: DPoP ${token}`
    ]
    const bytes = [...lines, ...proofs.map((proof) => `DPoP: ${proof}`), '', ''].join('\r\n')
    const answer = await exchangeBytes(port, bytes)
    expect(answer).toMatch(/^HTTP\/1.1 401 /u)
    expect(answer).toContain('proof_repeated')
  })

  test('a bearer token passes under Bearer, in any case, and not under DPoP', async () => {
    const { call } = await open(api)
    const bearer = await issuer.issue()
    expect(read(await call({ authorization: `bEaReR ${bearer}` })).json).toMatchObject({
      scheme: 'Bearer',
      confirmation: null
    })
    const dpop = await client.proof({ url: URL_OF_MESSAGES, accessToken: bearer })
    const answer = read(await call({ authorization: `DPoP ${bearer}`, dpop }))
    expect(answer).toMatchObject({ status: 401, code: 'token_not_bound', json: { error: 'invalid_token' } })
    expect(answer.challenges[1]).toContain('error="invalid_token"')
  })

  test('a bound token under Bearer gets 401 with a DPoP challenge, cached or not, with a proof or not', async () => {
    const { call, callBound } = await open(api)
    for (const round of ['fresh', 'cached']) {
      for (const dpop of [undefined, await client.proof({ url: URL_OF_MESSAGES, accessToken: token })]) {
        const headers = { authorization: `Bearer ${token}`, ...(dpop === undefined ? {} : { dpop }) }
        const answer = read(await call(headers))
        expect(answer, round).toMatchObject({ status: 401, code: 'credentials_scheme_mismatch' })
        expect(answer.challenges).toHaveLength(2)
      }
      expect((await callBound()).status).toBe(200)
    }
  })

  test('a bound token is refused if the option is not set, under both schemes', async () => {
    const { call, callBound } = await open(api, { dpop: 'off' })
    expect(read(await call({ authorization: `Bearer ${token}` })).code).toBe('confirmation_unsupported')
    expect(read(await callBound())).toMatchObject({ status: 401, code: 'credentials_scheme_unsupported' })
    expect(read(await callBound()).challenges).toEqual(['Bearer realm="api"'])
  })

  test('the scheme DPoP is read in any case, with several spaces', async () => {
    const { call } = await open(api)
    for (const scheme of ['dpop ', 'DPOP  ']) {
      const dpop = await client.proof({ url: URL_OF_MESSAGES, accessToken: token })
      expect((await call({ authorization: scheme + token, dpop })).status, scheme).toBe(200)
    }
    for (const authorization of ['DPoP', 'DPoP ', `DPoPx ${token}`, `DPoP\t${token}`, `DPoP ${token} x`]) {
      const dpop = await client.proof({ url: URL_OF_MESSAGES, accessToken: token })
      expect((await call({ authorization, dpop })).status, authorization).toBeGreaterThanOrEqual(400)
    }
  })

  test('without credentials both schemes are offered, without an error; with required only DPoP', async () => {
    const { call } = await open(api)
    expect(read(await call({})).challenges).toEqual([
      'Bearer realm="api"',
      `DPoP realm="api", algs="${ALGS}"`
    ])
    const strict = await open(api, { dpop: { required: true, algorithms: ['ES256'] } })
    expect(read(await strict.call({})).challenges).toEqual(['DPoP realm="api", algs="ES256"'])
    const answer = read(await strict.call({ authorization: `Bearer ${await issuer.issue()}` }))
    expect(answer).toMatchObject({ status: 401, code: 'token_not_bound' })
    expect((await strict.callBound()).status).toBe(200)
  })

  test(
    verifies('D-33', 'a bound token for another API, or an expired one, is refused like any other'),
    async () => {
      const { callBound } = await open(api)
      for (const [change, code] of [
        [{ claims: { aud: 'https://other.example.test' } }, 'audience_mismatch'],
        [{ expiresInSeconds: -3600 }, 'token_expired']
      ] as const) {
        const answer = read(await callBound({ accessToken: await issuer.issueBound(client, change) }))
        expect(answer).toMatchObject({ status: 401, code })
        expect(answer.challenges[0]).toBe('Bearer realm="api"')
        expect(answer.challenges[1]).toContain('error="invalid_token"')
      }
    }
  )

  test('requireSenderConstrained() refuses a bearer token with 401', async () => {
    const { call } = await open(api)
    const answer = read(await call({ authorization: `Bearer ${await issuer.issue()}` }, 'GET', '/v1/bound'))
    expect(answer).toMatchObject({ status: 401, code: 'token_not_bound' })
  })
})
