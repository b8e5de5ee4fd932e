import { describe, expect, test } from 'vitest'
import { verifies } from '../requirements.ts'
import { boundApis } from './bound-apis.ts'
import { createDpopRig, PUBLIC_URL, read, URL_OF_MESSAGES } from './dpop-rig.ts'

const SECRETS = ['a secret of the instances, thirty-two characters and more']
const { client, token, open } = await createDpopRig()

describe.each(boundApis)('on $name', (api) => {
  test('of 20 requests with the same proof at the same time exactly one gets 200, the others 401', async () => {
    const { call } = await open(api)
    const headers = await client.headers({ url: URL_OF_MESSAGES, accessToken: token })
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(headers)))
    const codes = answers.map((answer) => (answer.status === 200 ? 200 : read(answer).code))
    expect(codes.filter((code) => code === 200)).toHaveLength(1)
    expect(codes.filter((code) => code === 'proof_replayed')).toHaveLength(19)
  })

  test('a store that fails is a 503 without a challenge', async () => {
    const replays = { add: () => Promise.reject(new Error('down')) }
    const { callBound } = await open(api, { dpop: { replays } })
    const { status, challenges, code } = read(await callBound())
    expect([status, challenges, code]).toEqual([503, [], 'replay_store_unavailable'])
  })

  test('if an invalid token is ignored, a bad proof is an anonymous request, and a failing store a 503', async () => {
    const url = `${PUBLIC_URL}/v1/feed`
    const request = { url, accessToken: token }
    const { call, callBound } = await open(api)
    expect(read(await callBound({ url }, '/v1/feed')).json).toEqual({ subject: 'test-user' })
    const proven = await client.headers(request)
    const { authorization } = proven
    await call(proven, 'GET', '/v1/feed')
    for (const headers of [
      {},
      proven,
      { authorization },
      { authorization: `Bearer ${token}` },
      { ...proven, authorization: `Bearer ${token}` },
      { authorization, dpop: await client.badProof('otherKey', request) },
      { authorization, dpop: await client.badProof('otherPath', request) },
      { authorization, dpop: 'no proof' }
    ]) {
      const answer = read(await call(headers, 'GET', '/v1/feed'))
      expect([answer.status, answer.json]).toEqual([200, { subject: null }])
    }
    const down = await open(api, { dpop: { replays: { add: () => Promise.reject(new Error('down')) } } })
    expect(read(await down.callBound({ url }, '/v1/feed'))).toMatchObject({ status: 503, challenges: [] })
  })

  test('a bound token that is revoked gets 401 in the challenge for DPoP, cached or not', async () => {
    const answers = [false, true, true]
    const { callBound } = await open(api, { isRevoked: () => answers.shift() ?? true })
    expect((await callBound()).status).toBe(200)
    for (const round of ['cached', 'again']) {
      const answer = read(await callBound())
      expect(answer, round).toMatchObject({ status: 401, code: 'token_revoked' })
      expect(answer.challenges[0]).toBe('Bearer realm="api"')
      expect(answer.challenges[1]).toContain('error="invalid_token"')
    }
  })

  describe('with nonces', () => {
    const dpop = { nonce: { secrets: SECRETS } }

    test(
      verifies('D-26', 'the first request gets 401 and one nonce, and its retry 200, uncached'),
      async () => {
        const { callBound } = await open(api, { dpop })
        const first = await callBound()
        const [nonce, ...more] = first.headers['dpop-nonce'] ?? []
        expect(read(first)).toMatchObject({
          status: 401,
          code: 'proof_nonce_missing',
          json: { error: 'use_dpop_nonce' }
        })
        expect(more).toEqual([])
        expect(first.headers['cache-control']).toEqual(['no-store'])
        const second = await callBound({ nonce: nonce ?? '' })
        expect([second.status, second.headers['dpop-nonce']]).toEqual([200, undefined])
        const invalid = await callBound({ nonce: 'of-the-authorization-server' })
        expect(read(invalid).code).toBe('proof_nonce_invalid')
        expect(invalid.headers['dpop-nonce']).toHaveLength(1)
      }
    )

    test(
      verifies('D-26', 'an answer has a new nonce after half of the lifetime, and is not cached'),
      async () => {
        let now = Date.now() / 1000
        const clock = { now: () => now, monotonic: () => now * 1000, schedule: () => () => undefined }
        const { callBound } = await open(api, { dpop, clock })
        const [nonce = ''] = (await callBound()).headers['dpop-nonce'] ?? []
        now += 160
        const answer = await callBound({ nonce })
        expect([answer.status, answer.headers['cache-control']]).toEqual([200, ['no-store']])
        const [next = ''] = answer.headers['dpop-nonce'] ?? []
        expect(next).not.toBe(nonce)
        expect((await callBound({ nonce: next })).status).toBe(200)
      }
    )

    test('a refusal for a missing scope has the new nonce, too', async () => {
      let now = Date.now() / 1000
      const clock = { now: () => now, monotonic: () => now * 1000, schedule: () => () => undefined }
      const { callBound } = await open(api, { dpop, clock })
      const [nonce = ''] = (await callBound()).headers['dpop-nonce'] ?? []
      const url = `${PUBLIC_URL}/v1/admin`
      const early = await callBound({ url, nonce }, '/v1/admin')
      expect([early.status, early.headers['dpop-nonce']]).toEqual([403, undefined])
      now += 160
      const answer = await callBound({ url, nonce }, '/v1/admin')
      expect([answer.status, answer.headers['cache-control']]).toEqual([403, ['no-store']])
      const [next = ''] = answer.headers['dpop-nonce'] ?? []
      expect((await callBound({ nonce: next })).status).toBe(200)
    })

    test('other instances with the same secrets accept the nonce', async () => {
      const one = await open(api, { dpop })
      const other = await open(api, { dpop: { nonce: { secrets: ['s'.repeat(40), ...SECRETS] } } })
      const [nonce = ''] = (await one.callBound()).headers['dpop-nonce'] ?? []
      expect((await other.callBound({ nonce })).status).toBe(200)
    })

    test('a request that is admitted as anonymous gets a nonce, and with it the next one has a caller', async () => {
      const { callBound } = await open(api, { dpop })
      const url = `${PUBLIC_URL}/v1/feed`
      const first = await callBound({ url }, '/v1/feed')
      expect([first.status, JSON.parse(first.body)]).toEqual([200, { subject: null }])
      expect(first.headers['cache-control']).toEqual(['no-store'])
      const [nonce = ''] = first.headers['dpop-nonce'] ?? []
      const second = await callBound({ url, nonce }, '/v1/feed')
      expect([JSON.parse(second.body), second.headers['dpop-nonce']]).toEqual([
        { subject: 'test-user' },
        undefined
      ])
    })

    test('a request without a proof gets a nonce, too', async () => {
      const { call } = await open(api, { dpop })
      const answer = await call({ authorization: `DPoP ${token}` })
      expect(read(answer).json).toMatchObject({ error: 'use_dpop_nonce' })
      expect(answer.headers['dpop-nonce']).toHaveLength(1)
    })
  })
})
