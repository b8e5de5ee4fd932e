import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { exchangeOne, requestBytes } from '../http/exchange-bytes.ts'
import { send } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { boundApis } from './bound-apis.ts'
import { createDpopRig, PUBLIC_URL, read, URL_OF_MESSAGES } from './dpop-rig.ts'

const { issuer, client, token, open } = await createDpopRig()
const request = { url: URL_OF_MESSAGES, accessToken: token }

/** Values of `htu` for `/v1/messages`, and whether they name the same URI (RFC 3986 section 6.2). */
const TARGETS: readonly (readonly [htu: string, isSame: boolean])[] = [
  ['https://API.EXAMPLE.TEST/v1/messages', true],
  ['HTTPS://api.example.test:443/v1/messages', true],
  ['https://api.example.test:/v1/messages', true],
  ['https://%61pi.example.test/v1/messages', true],
  ['https://api.example.test/v1/./messages', true],
  ['https://api.example.test/a/../v1/messages', true],
  ['https://api.example.test/a/%2e%2E/v1/messages', true],
  ['https://api.example.test/v1/%6dessages', true],
  ['https://api.example.test/v1/%6Dessages?x#y', true],
  ['https://api.example.test/v1/messages#', true],
  ['https://user@api.example.test/v1/messages', false],
  ['https://api.example.test@evil.example/v1/messages', false],
  ['https://api.example.test:80/v1/messages', false],
  ['https://api.example.test:0443/v1/messages', false],
  ['https://api.example.test./v1/messages', false],
  ['https://äpi.example.test/v1/messages', false],
  ['https://[::1]/v1/messages', false],
  ['https://[fe80::1%25eth0]/v1/messages', false],
  ['https://api.example.test/v1%2Fmessages', false],
  ['https://api.example.test/v1/%256dessages', false],
  ['https://api.example.test/v1/Messages', false],
  ['https://api.example.test/v1\\messages', false],
  ['https://api.example.test//v1/messages', false],
  ['https://api.example.test/v1/messages/', false],
  ['https://api.example.test/v1/messages/.', false],
  ['https://api.example.test/v1/messages;x', false],
  ['https://api.example.test/v1/mess\tages', false],
  [' https://api.example.test/v1/messages', false],
  ['https://api.example.test', false],
  ['//api.example.test/v1/messages', false],
  ['wss://api.example.test/v1/messages', false]
]

describe.each(boundApis)('on $name', (api) => {
  test(verifies('D-9', 'D-10', 'htu is the URL of the request exactly if RFC 3986 says so'), async () => {
    const { callBound } = await open(api)
    for (const [htu, isSame] of TARGETS) {
      const { status, code } = read(await callBound({ claims: { htu } }))
      expect([status, code], htu).toEqual(isSame ? [200, undefined] : [401, 'proof_target_mismatch'])
    }
  })

  test('the path of the request counts as it was sent, in absolute form and with two slashes, too', async () => {
    const { port } = await open(api)
    for (const [target, url, isSame] of [
      ['http://evil.example/v1/messages', URL_OF_MESSAGES, true],
      ['HTTP://evil.example:81/v1/messages?page=2', URL_OF_MESSAGES, true],
      ['http://evil.example/v1/messages', 'http://evil.example/v1/messages', false],
      ['/v1/messages?https://api.example.test/v1/other', `${PUBLIC_URL}/v1/other`, false],
      ['//api.example.test/v1/messages', URL_OF_MESSAGES, false],
      ['/v1//messages', URL_OF_MESSAGES, false],
      ['/v1/messages/', URL_OF_MESSAGES, false],
      ['/V1/MESSAGES', URL_OF_MESSAGES, false],
      ['/v1%2Fmessages', URL_OF_MESSAGES, false]
    ] as const) {
      const { dpop, authorization } = await client.headers({ ...request, url })
      const fields = [`Authorization: ${authorization}`, `DPoP: ${dpop}`]
      const { status } = await exchangeOne(port, requestBytes(`GET ${target} HTTP/1.1`, fields))
      expect(isSame ? status : status !== 200, target).toBe(isSame ? 200 : true)
    }
  })

  test(verifies('D-11', 'the path of publicUrl comes before that of the request'), async () => {
    const { port } = await open(api, { publicUrl: `${PUBLIC_URL}/shop/eu/` })
    for (const [target, path, isSame] of [
      ['/v1/messages', '/shop/eu/v1/messages', true],
      ['/v1/messages', '/shop/./us/../eu/v1/messages', true],
      ['/v1/messages', '/shop/eu//v1/messages', false],
      ['/v1/messages', '/v1/messages', false],
      ['http://evil.example/v1/messages', '/shop/eu/v1/messages', true],
      ['/../../v1/messages', '/v1/messages', false],
      ['/shop/eu/v1/messages', '/shop/eu/v1/messages', false]
    ] as const) {
      const { dpop, authorization } = await client.headers({ ...request, url: PUBLIC_URL + path })
      const fields = [`Authorization: ${authorization}`, `DPoP: ${dpop}`]
      const { status } = await exchangeOne(port, requestBytes(`GET ${target} HTTP/1.1`, fields))
      expect(status === 200, `${target} ${path}`).toBe(isSame)
    }
  })

  test('a proof for GET is not one for HEAD, POST or what a header calls the method', async () => {
    const { call, callBound } = await open(api)
    const headers = await client.headers(request)
    for (const method of ['HEAD', 'POST', 'DELETE']) expect((await call(headers, method)).status).toBe(401)
    const overridden = { ...headers, 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' }
    expect((await call(overridden)).status).toBe(200)
    expect((await callBound({ method: 'HEAD' })).status).toBe(200)
  })

  test('credentials in two places, or in the query or the body, never pass', async () => {
    const { port, call } = await open(api)
    const { dpop, authorization } = await client.headers(request)
    const bearer = await issuer.issue()
    for (const lines of [
      [authorization, `Bearer ${token}`],
      [`Bearer ${bearer}`, authorization],
      [authorization, authorization]
    ]) {
      const fields = [...lines.map((line) => `Authorization: ${line}`), `DPoP: ${dpop}`]
      const { status, body } = await exchangeOne(port, requestBytes('GET /v1/messages HTTP/1.1', fields))
      expect([status, body]).toEqual([400, expect.stringContaining('credentials_repeated')])
    }
    for (const value of [`${authorization}, Bearer ${bearer}`, `${authorization},`, `DPoP "${token}"`])
      expect((await call({ authorization: value, dpop })).status, value.slice(0, 4)).toBe(400)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const [path, headers, body] of [
      [`/v1/messages?access_token=${token}`, { dpop }, undefined],
      [`/v1/messages?access_token=${token}&dpop=${dpop}`, {}, undefined],
      [`/v1/messages?dpop=${dpop}`, { authorization }, undefined],
      ['/v1/messages', { ...form, dpop }, `access_token=${token}`]
    ] as const) {
      const method = body === undefined ? 'GET' : 'POST'
      const answer = await send(port, { method, path, headers: { ...headers }, ...(body && { body }) })
      expect(answer.status, path.slice(0, 20)).toBe(401)
    }
    expect((await call({ authorization, dpop })).status).toBe(200)
  })

  test('times and identifiers of any kind are accepted or refused by the rules, and never a 500', async () => {
    const { callBound } = await open(api)
    const now = Math.floor(Date.now() / 1000)
    for (const [claims, expected] of [
      [{ iat: now - 0.5 }, 200],
      [{ iat: now - 290.5 }, 200],
      [{ jti: 'j'.repeat(512) }, 200],
      [{ jti: '\u{1F511}'.repeat(256) }, 200],
      // Lone surrogates are one character in UTF-8: the second one counts as used.
      [{ jti: '\ud800' }, 200],
      [{ jti: '\udfff' }, 'proof_replayed'],
      [{ iat: -1 }, 'proof_expired'],
      [{ iat: 0 }, 'proof_expired'],
      [{ iat: -1e308 }, 'proof_expired'],
      [{ iat: 1e308 }, 'proof_issued_in_future'],
      [{ iat: now * 1000 }, 'proof_issued_in_future'],
      [{ iat: String(now) }, 'proof_malformed'],
      [{ iat: [now] }, 'proof_malformed'],
      [{ iat: null }, 'proof_malformed'],
      [{ iat: true }, 'proof_malformed'],
      [{ jti: 'j'.repeat(513) }, 'proof_malformed'],
      [{ jti: '' }, 'proof_malformed'],
      [{ jti: 7 }, 'proof_malformed'],
      [{ jti: [randomUUID()] }, 'proof_malformed'],
      [{ htm: ['GET'] }, 'proof_malformed'],
      [{ htu: { toString: 1 } }, 'proof_malformed'],
      [{ ath: null }, 'proof_malformed'],
      [{ exp: 'never' }, 'proof_malformed']
    ] as const) {
      const { status, code } = read(await callBound({ claims }))
      expect(status === 200 ? 200 : [status, code], JSON.stringify(claims).slice(0, 40)).toEqual(
        expected === 200 ? 200 : [401, expected]
      )
    }
  })
})
