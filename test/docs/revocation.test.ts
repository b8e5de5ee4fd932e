import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiCaller } from './api-caller.ts'
import { startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'
import { listen } from '../http/listen.ts'
import { send, sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { listenFastify } from '../http/listen-fastify.ts'

let issuer: ExampleIssuer
const { tokenOf } = createApiCaller(() => issuer)

beforeAll(async () => {
  issuer = await startExampleIssuer()
})

afterAll(() => issuer.close())

const statusOf = async (port: number, token: string) => (await sendToken(port, token, '/messages')).status

async function post(port: number, path: string, token: string): Promise<number> {
  return (await send(port, { method: 'POST', path, headers: { authorization: `Bearer ${token}` } })).status
}

describe('the snippet about sign-out', () => {
  test('refuses the token that signed out, and then all of its subject', async () => {
    const { app } = await import('../../docs/snippets/revocation.ts')
    await withServer(listen(app), async (port) => {
      const [first, second, bobs] = [await tokenOf(), await tokenOf(), await tokenOf({ sub: 'bob' })]
      for (const token of [first, second, bobs]) expect(await statusOf(port, token)).toBe(200)
      expect(await post(port, '/sign-out', first)).toBe(204)
      expect([await statusOf(port, first), await statusOf(port, second)]).toEqual([401, 200])
      expect(await post(port, '/sign-out-everywhere', second)).toBe(204)
      expect([await statusOf(port, second), await statusOf(port, bobs)]).toEqual([401, 200])
    })
  })
})

describe('the snippet about a store', () => {
  test('signs a user out of every process, and lets a new token in', async () => {
    const { createApp } = await import('../../docs/snippets/revocation-store.ts')
    await withServer(listen(createApp()), (one) =>
      withServer(listen(createApp()), async (other) => {
        const [token, bobs] = [await tokenOf(), await tokenOf({ sub: 'bob' })]
        for (const port of [one, other]) expect(await statusOf(port, token)).toBe(200)
        expect(await post(one, '/sign-out-everywhere', token)).toBe(204)
        for (const port of [one, other]) expect(await statusOf(port, token)).toBe(401)
        for (const port of [one, other]) expect(await statusOf(port, bobs)).toBe(200)
        const later = await tokenOf({ iat: Math.ceil(Date.now() / 1000) })
        for (const port of [one, other]) expect(await statusOf(port, later)).toBe(200)
        const timeless = await tokenOf({ iat: undefined })
        expect(await statusOf(other, timeless)).toBe(401)
      })
    )
  })
})

describe.each([
  { framework: 'Express', load: async () => (await import('../../docs/snippets/logout-express.ts')).app },
  { framework: 'Fastify', load: async () => (await import('../../docs/snippets/logout-fastify.ts')).app }
])('the snippet about logout on $framework', ({ load }) => {
  test('refuses a token after a logout token, and another one after a security event', async () => {
    const app = await load()
    await withServer('ready' in app ? listenFastify(app) : listen(app), async (port) => {
      const now = Math.floor(Date.now() / 1000)
      const [first, second] = [await tokenOf({ sid: 'one' }), await tokenOf({ sid: 'two' })]
      for (const token of [first, second]) expect(await statusOf(port, token)).toBe(200)
      const common = { jti: 'j', iat: now, exp: now + 60, sub: 'ada', client_id: undefined, scope: undefined }
      const logout = await issuer.issue({
        header: { typ: 'logout+jwt' },
        claims: {
          ...common,
          aud: 'web',
          sid: 'one',
          events: { 'http://schemas.openid.net/event/backchannel-logout': {} }
        }
      })
      const form = { 'content-type': 'application/x-www-form-urlencoded' }
      const sent = {
        method: 'POST',
        path: '/backchannel-logout',
        headers: form,
        body: `logout_token=${logout}`
      }
      expect((await send(port, sent)).status).toBe(200)
      expect([await statusOf(port, first), await statusOf(port, second)]).toEqual([401, 200])
      const event = await issuer.issue({
        header: { typ: 'secevent+jwt' },
        claims: {
          ...common,
          aud: 'https://api.example.com/events',
          events: { 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {} }
        }
      })
      const push = { 'content-type': 'application/secevent+jwt' }
      const pushed = { method: 'POST', path: '/security-events', headers: push, body: event }
      expect((await send(port, pushed)).status).toBe(202)
      expect(await statusOf(port, second)).toBe(401)
    })
  })
})
