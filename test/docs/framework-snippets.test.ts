import type { RequestListener } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type Listening } from '../http/listen.ts'
import { send, sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { bodyOf, createApiCaller } from './api-caller.ts'
import { startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

let issuer: ExampleIssuer
const { tokenOf, get } = createApiCaller(() => issuer)

beforeAll(async () => {
  issuer = await startExampleIssuer()
})

afterAll(() => issuer.close())

function serve(app: RequestListener | FastifyInstance): Promise<Listening> {
  return 'ready' in app ? listenFastify(app) : listen(app)
}

describe('the snippet about scopes of Fastify', () => {
  it('protects the routes of the scope and no others', async () => {
    const { app } = await import('../../docs/snippets/fastify-scope.ts')
    await withServer(listenFastify(app), async (port) => {
      expect(await get(port, '/health')).toEqual({ status: 200, body: { healthy: true } })
      expect(await get(port, '/me')).toEqual({ status: 401, body: undefined })
      expect(await get(port, '/me', {})).toEqual({ status: 200, body: { subject: 'ada' } })
      expect(await get(port, '/messages', {})).toMatchObject({ status: 403 })
      expect(await get(port, '/messages', { scope: 'read:messages' })).toMatchObject({ status: 200 })
    })
  })
})

describe.each([
  { framework: 'Express', load: async () => (await import('../../docs/snippets/cors-express.ts')).app },
  { framework: 'Fastify', load: async () => (await import('../../docs/snippets/cors-fastify.ts')).app }
])('the snippet about CORS on $framework', ({ load }) => {
  const origin = 'https://app.example.com'

  it('answers a preflight, and lets scripts read the challenge', async () => {
    await withServer(serve(await load()), async (port) => {
      const preflight = { origin, 'access-control-request-method': 'GET' }
      const headers = { ...preflight, 'access-control-request-headers': 'authorization' }
      const asked = await send(port, { method: 'OPTIONS', path: '/messages', headers })
      expect(asked.status).toBe(204)
      expect(asked.headers['access-control-allow-headers']).toEqual(['authorization'])
      const refused = await send(port, { path: '/messages', headers: { origin } })
      expect(refused.status).toBe(401)
      const exposed = String(refused.headers['access-control-expose-headers']).split(/, */)
      expect(exposed).toEqual(['WWW-Authenticate', 'Retry-After'])
      expect(refused.headers['access-control-allow-origin']).toEqual([origin])
      expect(await get(port, '/messages', {})).toEqual({ status: 200, body: { hello: 'ada' } })
    })
  })
})

describe.each([
  {
    framework: 'Express',
    load: async () => (await import('../../docs/snippets/own-answers-express.ts')).app
  },
  {
    framework: 'Fastify',
    load: async () => (await import('../../docs/snippets/own-answers-fastify.ts')).app
  }
])('the snippet about own answers on $framework', ({ load }) => {
  it('writes the body and keeps status and challenge', async () => {
    await withServer(serve(await load()), async (port) => {
      const answer = await sendToken(port, await tokenOf({ aud: 'https://other.example.com' }), '/messages')
      expect(answer.status).toBe(401)
      expect(answer.headers['www-authenticate']).toHaveLength(1)
      expect(bodyOf(answer)).toEqual({
        title: 'You may not see this',
        detail: 'the access token is invalid'
      })
      expect(await get(port, '/messages', {})).toEqual({ status: 200, body: { hello: 'ada' } })
    })
  })
})

describe.each([
  { framework: 'Express', load: async () => (await import('../../docs/snippets/body-token-express.ts')).app },
  { framework: 'Fastify', load: async () => (await import('../../docs/snippets/body-token-fastify.ts')).app }
])('the snippet about tokens in the body on $framework', ({ load }) => {
  it('reads the token from a form, and never from the query string', async () => {
    await withServer(serve(await load()), async (port) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const parameter = `access_token=${await tokenOf()}`
      const post = { method: 'POST', headers }
      const inForm = await send(port, { ...post, path: '/messages', body: parameter })
      expect(inForm.status).toBe(200)
      const inQuery = await send(port, { ...post, path: `/messages?${parameter}`, body: 'a=b' })
      expect(inQuery.status).toBe(401)
    })
  })
})

describe('the snippet about readiness', () => {
  it('is ready before the first request', async () => {
    const { app } = await import('../../docs/snippets/ready.ts')
    await withServer(listen(app), async (port) => {
      expect(await get(port, '/ready')).toMatchObject({ status: 200, body: { status: 'ready' } })
      expect(await get(port, '/messages', {})).toEqual({ status: 200, body: { hello: 'ada' } })
    })
  })
})
