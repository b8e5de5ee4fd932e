import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { listen, type Listening } from '../http/listen.ts'
import { send, sendToken, type ReceivedAnswer } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { listenFastify } from '../targets/targets.ts'
import { EXAMPLE_AUDIENCE, startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

let issuer: ExampleIssuer

beforeAll(async () => {
  issuer = await startExampleIssuer()
})

afterAll(() => issuer.close())

/** A token of Ada's with further claims. */
function tokenOf(claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return issuer.issue({ claims: { sub: 'ada', ...claims } })
}

async function get(port: number, path: string, claims?: Readonly<Record<string, unknown>>) {
  const answer =
    claims === undefined ? await send(port, { path }) : await sendToken(port, await tokenOf(claims), path)
  return { status: answer.status, body: bodyOf(answer) }
}

function bodyOf({ body }: ReceivedAnswer): unknown {
  return body === '' ? undefined : JSON.parse(body)
}

function serve(app: RequestListener | FastifyInstance): Promise<Listening> {
  return 'ready' in app ? listenFastify(app) : listen(app)
}

describe('the snippet about options', () => {
  it('protects what comes after it', async () => {
    const { app } = await import('../../docs/snippets/options.ts')
    await withServer(listen(app), async (port) => {
      expect(await get(port, '/messages')).toEqual({ status: 401, body: undefined })
      const scope = 'read:messages write:messages'
      expect(await get(port, '/messages', { scope })).toEqual({ status: 200, body: { hello: 'ada' } })
    })
  })
})

describe('the snippet about guards', () => {
  it.each([
    ['GET', '/messages', { scope: 'read:messages' }],
    ['GET', '/inbox', { scope: 'admin' }],
    ['GET', '/reports', { permissions: ['reports:read'] }],
    ['GET', '/users', { realm_access: { roles: ['admin'] } }],
    ['GET', '/acme', { tenant: ['acme', 'other'] }],
    ['GET', '/beta', { plan: 'pro' }],
    ['POST', '/payments', { acr: 'gold', auth_time: Math.floor(Date.now() / 1000) }],
    ['DELETE', '/messages', { scope: 'write:messages', roles: ['editor'] }],
    ['GET', '/export', { permissions: ['export'] }]
  ])('lets in whom it says and nobody else: %s %s', async (method, path, claims) => {
    const { app } = await import('../../docs/snippets/guards.ts')
    await withServer(listen(app), async (port) => {
      const call = async (more: object) => {
        const headers = { authorization: `Bearer ${await tokenOf({ ...more })}` }
        return (await send(port, { method, path, headers })).status
      }
      expect(await call(claims)).toBe(200)
      expect(await call({ scope: 'other' })).toBe(path === '/payments' ? 401 : 403)
    })
  })
})

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

describe('the snippet about modes', () => {
  it.each([
    ['/me', [401, 401, 200]],
    ['/feed', [200, 401, 200]],
    ['/news', [200, 200, 200]]
  ])('does as it says: %s', async (path, statuses) => {
    const { app } = await import('../../docs/snippets/modes.ts')
    await withServer(listen(app), async (port) => {
      const answers = [
        await get(port, path),
        await get(port, path, { aud: 'https://other.example.com' }),
        await get(port, path, {})
      ]
      expect(answers.map(({ status }) => status)).toEqual(statuses)
    })
  })

  it('keeps the reason where a bad token counts as none', async () => {
    const { app } = await import('../../docs/snippets/modes.ts')
    await withServer(listen(app), async (port) => {
      expect((await get(port, '/news')).body).toEqual({ subject: 'anonymous' })
      const { body } = await get(port, '/news', { aud: 'https://other.example.com' })
      expect(body).toEqual({ subject: 'anonymous', because: 'audience_mismatch' })
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
      expect(refused.headers['access-control-expose-headers']).toEqual(['WWW-Authenticate'])
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

describe('the snippet about several issuers', () => {
  it('accepts tokens of a listed issuer and of no other', async () => {
    const { app } = await import('../../docs/snippets/issuers.ts')
    await withServer(listen(app), async (port) => {
      expect(await get(port, '/messages', {})).toMatchObject({ status: 200, body: { hello: 'ada' } })
      expect(await get(port, '/messages', { iss: 'https://legacy.example.com' })).toMatchObject({
        status: 401
      })
      const borrowed = { iss: 'https://legacy.example.com/', aud: EXAMPLE_AUDIENCE }
      expect(await get(port, '/messages', borrowed)).toMatchObject({ status: 401 })
    })
  })
})

describe('the snippet about MCP servers', () => {
  it('hands the caller to the transport', async () => {
    const { app, connect } = await import('../../docs/snippets/mcp-server.ts')
    connect({
      handleRequest: async (req: IncomingMessage & { auth?: { clientId: string; extra?: object } }, res) => {
        res.end(JSON.stringify({ client: req.auth?.clientId, subject: req.auth?.extra?.['sub' as never] }))
      }
    })
    await withServer(listen(app), async (port) => {
      const token = await tokenOf({ aud: `${EXAMPLE_AUDIENCE}/mcp`, scope: 'mcp:tools', client_id: 'agent' })
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const answer = await send(port, { method: 'POST', path: '/mcp', headers, body: '{}' })
      expect([answer.status, bodyOf(answer)]).toEqual([200, { client: 'agent', subject: 'ada' }])
      expect((await send(port, { method: 'POST', path: '/mcp', body: '{}' })).status).toBe(401)
    })
  })
})
