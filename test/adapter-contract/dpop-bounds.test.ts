import { describe, expect, test } from 'vitest'
import { verifies } from '../requirements.ts'
import { boundApis } from './bound-apis.ts'
import { createDpopRig, read, URL_OF_MESSAGES } from './dpop-rig.ts'

const SECRETS = ['a secret of the instances, thirty-two characters and more']
const { issuer, client, token, open } = await createDpopRig()
const lasting = await issuer.issueBound(client, { expiresInSeconds: 3600 })

/** A clock that a test moves, and that starts with that of the client. */
function movedClock() {
  let now = Math.floor(Date.now() / 1000)
  const clock = { now: () => now, monotonic: () => now * 1000, schedule: () => () => undefined }
  return { clock, iat: now, pass: (seconds: number) => void (now += seconds) }
}

describe.each(boundApis)('on $name', (api) => {
  test(
    verifies('D-29', 'a replay one second before the proof is too old gets 401, as at any time before'),
    async () => {
      const { clock, iat, pass } = movedClock()
      const { call } = await open(api, { clock })
      const request = { url: URL_OF_MESSAGES, accessToken: lasting, claims: { iat } }
      const headers = await client.headers(request)
      expect((await call(headers)).status).toBe(200)
      for (const seconds of [0, 1, 298]) {
        pass(seconds)
        expect(read(await call(headers)), String(seconds)).toMatchObject({
          status: 401,
          code: 'proof_replayed'
        })
        // A fresh one as old passes: the time alone does not refuse it.
        expect((await call(await client.headers(request))).status).toBe(200)
      }
      pass(2)
      expect(read(await call(headers)).code).toBe('proof_expired')
    }
  )

  test('a replay one second before its nonce expires gets 401, as at any time before', async () => {
    const { clock, pass } = movedClock()
    const { call } = await open(api, { clock, dpop: { nonce: { secrets: SECRETS } } })
    const request = { url: URL_OF_MESSAGES, accessToken: lasting }
    const [nonce = ''] = (await call(await client.headers(request))).headers['dpop-nonce'] ?? []
    const headers = await client.headers({ ...request, nonce })
    expect((await call(headers)).status).toBe(200)
    for (const seconds of [1, 298]) {
      pass(seconds)
      expect(read(await call(headers)), String(seconds)).toMatchObject({
        status: 401,
        code: 'proof_replayed'
      })
      expect((await call(await client.headers({ ...request, nonce }))).status).toBe(200)
    }
    pass(1)
    expect(read(await call(headers)).code).toBe('proof_nonce_invalid')
  })

  test('proofs that are too long, too large a key or deeply nested get 401', async () => {
    const { call } = await open(api)
    const request = { url: URL_OF_MESSAGES, accessToken: token }
    const [header = '', , signature = ''] = (await client.proof(request)).split('.')
    const encode = (text: string) => Buffer.from(text).toString('base64url')
    const bomb = encode(`{"jti":${'['.repeat(3000)}${']'.repeat(3000)}}`)
    const hugeKey = { kty: 'RSA', e: 'AQAB', n: Buffer.alloc(2048, 0xff).toString('base64url') }
    for (const [dpop, code] of [
      [`${await client.proof(request)}${'A'.repeat(14_000)}`, 'proof_too_large'],
      [await client.proof({ ...request, claims: { filler: 'f'.repeat(10_000) } }), 'proof_too_large'],
      [await client.proof({ ...request, claims: { jti: 'j'.repeat(5000) } }), 'proof_malformed'],
      [await client.proof({ ...request, header: { alg: 'RS256', jwk: hugeKey } }), 'proof_key_invalid'],
      [`${header}.${bomb}.${signature}`, 'proof_malformed'],
      [`${bomb}.${encode('{}')}.${signature}`, 'proof_malformed']
    ] as const) {
      const answer = read(await call({ authorization: `DPoP ${token}`, dpop }))
      expect([answer.status, answer.code]).toEqual([401, code])
    }
    // Node itself refuses what is longer than all headers may be.
    const dpop = 'A'.repeat(16 * 1024)
    expect((await call({ authorization: `DPoP ${token}`, dpop })).status).toBe(431)
  })

  test(
    verifies('M-6', 'a token with a cnf that nothing confirms gets 401, whatever the options and scheme'),
    async () => {
      const { call } = await open(api)
      const strict = await open(api, { dpop: { required: true } })
      const off = await open(api, { dpop: 'off' })
      const jkt = client.thumbprint
      const certificate = 'x'.repeat(43)
      for (const cnf of [
        {},
        { foo: 1 },
        { jwk: client.publicJwk },
        { jkt: 'short' },
        { jkt, 'x5t#S256': 5 },
        { jkt, 'x5t#S256': certificate },
        { 'x5t#S256': certificate }
      ]) {
        const accessToken = await issuer.issue({ claims: { cnf } })
        for (const each of [call, strict.call, off.call]) {
          const proven = await client.headers({ url: URL_OF_MESSAGES, accessToken })
          for (const headers of [proven, { ...proven, authorization: `Bearer ${accessToken}` }])
            expect(read(await each(headers)), JSON.stringify(cnf)).toMatchObject({ status: 401 })
        }
      }
      const known = await issuer.issue({ claims: { cnf: { jkt, 'kc-jkt-type': 'DPoP' } } })
      expect((await call(await client.headers({ url: URL_OF_MESSAGES, accessToken: known }))).status).toBe(
        200
      )
    }
  )
})
