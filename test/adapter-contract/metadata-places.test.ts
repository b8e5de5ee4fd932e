import fastifyCors from '@fastify/cors'
import { createProtectedResource } from '@portcullis/core'
import { protectedResourceMetadata, requireAuth } from '@portcullis/express'
import portcullis from '@portcullis/fastify'
import express from 'express'
import express4 from 'express4'
import Fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listen, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { options } from '../tokens/authority.ts'

const wellKnown = '/.well-known/oauth-protected-resource'
const origin = 'https://api.example.test'
const described = (path: string) => ({ ...options, resource: `${origin}${path}`, metadata: {} })

function open(path: string) {
  const api = createProtectedResource(described(path))
  onTestFinished(() => api.close())
  return api
}

/** One resource for each path, each protecting a router that is mounted there. */
function expressApi(framework: typeof express, paths: readonly string[]): Promise<Listening> {
  const app = framework()
  for (const path of paths) {
    const api = open(path)
    app.use(protectedResourceMetadata(api))
    const router = framework.Router()
    router.use(requireAuth(api))
    router.get('/items', (_req, res) => void res.json({ served: true }))
    app.use(path, router)
  }
  app.get('/public', (_req, res) => void res.json({ public: true }))
  return listen(app)
}

async function protectScope(scope: FastifyInstance, { path }: { path: string }): Promise<void> {
  await scope.register(portcullis, described(path))
  scope.addHook('onRequest', scope.requireAuth())
  scope.get('/items', () => ({ served: true }))
}

/** One resource for each path, each in a scope with the path as its prefix. */
async function fastifyApi(paths: readonly string[]): Promise<Listening> {
  const app = Fastify()
  for (const path of paths) await app.register(protectScope, { prefix: path, path })
  app.get('/public', () => ({ public: true }))
  return listenFastify(app)
}

const places: readonly { name: string; start(paths: readonly string[]): Promise<Listening> }[] = [
  { name: 'routers of Express 4', start: (paths) => expressApi(express4, paths) },
  { name: 'routers of Express 5', start: (paths) => expressApi(express, paths) },
  { name: 'prefixes of Fastify 5', start: fastifyApi }
]

const challengeTo = (path: string) =>
  `Bearer realm="${origin}${path}", resource_metadata="${origin}${wellKnown}${path}"`

describe.each(places)('with $name', ({ start }) => {
  test(
    verifies('P-1', 'P-15', 'H-15', 'metadata and challenge are those of the identifier, not of the mount'),
    async () => {
      await withServer(start(['/orders']), async (port) => {
        const refused = await send(port, { path: '/orders/items' })
        expect(refused.headers['www-authenticate']).toEqual([challengeTo('/orders')])
        for (const path of [`${wellKnown}/orders`, wellKnown]) {
          const { status, body } = await send(port, { path })
          expect([status, JSON.parse(body)], path).toEqual([
            200,
            expect.objectContaining({ resource: `${origin}/orders` })
          ])
        }
      })
    }
  )

  test(verifies('P-4', 'P-12', 'two resources each have metadata, and neither has the root'), async () => {
    await withServer(start(['/orders', '/bills']), async (port) => {
      for (const path of ['/orders', '/bills']) {
        const refused = await send(port, { path: `${path}/items` })
        expect(refused.headers['www-authenticate']).toEqual([challengeTo(path)])
        const { status, body } = await send(port, { path: `${wellKnown}${path}` })
        expect([status, JSON.parse(body)]).toEqual([
          200,
          expect.objectContaining({ resource: `${origin}${path}` })
        ])
      }
      const statuses = [wellKnown, `${wellKnown}/other`, '/public'].map((path) => send(port, { path }))
      expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([404, 404, 200])
    })
  })
})

test('protectedResourceMetadata() without the option metadata throws a ConfigurationError', () => {
  const api = createProtectedResource(options)
  onTestFinished(() => api.close())
  expect(() => protectedResourceMetadata(api)).toThrow('with the option "metadata"')
})

describe('on Fastify 5', () => {
  test('a root that another resource protects does not refuse the metadata of a scope', async () => {
    const app = Fastify()
    await app.register(portcullis, described('/all'))
    app.addHook('onRequest', app.requireAuth())
    await app.register(protectScopeApart, { prefix: '/orders', path: '/orders' })
    await withServer(listenFastify(app), async (port) => {
      const paths = [`${wellKnown}/all`, `${wellKnown}/orders`, `${wellKnown}/other`, wellKnown]
      const answers = await Promise.all(paths.map((path) => send(port, { path })))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 401])
    })
  })

  test(verifies('P-16', '@fastify/cors does not change the CORS headers of the metadata'), async () => {
    const app = Fastify()
    await app.register(fastifyCors, { origin: 'https://spa.example.test' })
    await app.register(portcullis, described('/orders'))
    await withServer(listenFastify(app), async (port) => {
      const headers = {
        origin: 'https://inspector.example.test',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'mcp-protocol-version'
      }
      const path = `${wellKnown}/orders`
      const preflight = await send(port, { method: 'OPTIONS', path, headers })
      const document = await send(port, { path, headers: { origin: headers.origin } })
      expect([preflight.status, document.status]).toEqual([204, 200])
      for (const answer of [preflight, document])
        expect(answer.headers['access-control-allow-origin']).toEqual(['*'])
      expect(preflight.headers['access-control-allow-headers']).toEqual(['mcp-protocol-version'])
    })
  })

  test("with onRefusal 'throw', the metadata does not go to the error handler", async () => {
    const app = Fastify()
    await app.register(portcullis, { ...described('/orders'), onRefusal: 'throw' })
    app.addHook('onRequest', app.requireAuth())
    await withServer(listenFastify(app), async (port) => {
      expect((await send(port, { path: `${wellKnown}/orders` })).status).toBe(200)
    })
  })
})

test.each([
  ['Express 4', express4],
  ['Express 5', express]
])("with onRefusal 'next', the metadata does not go to the error handler of %s", async (_name, framework) => {
  const app = framework()
  app.use(requireAuth(open('/orders'), { onRefusal: 'next' }))
  app.use((_req, res) => void res.json({ admitted: true }))
  await withServer(listen(app), async (port) => {
    const { status, body } = await send(port, { path: `${wellKnown}/orders` })
    expect([status, JSON.parse(body)]).toEqual([
      200,
      expect.objectContaining({ resource: `${origin}/orders` })
    ])
  })
})

async function protectScopeApart(scope: FastifyInstance, { path }: { path: string }): Promise<void> {
  await scope.register((child, _options, done) => {
    child.register(portcullis, described(path))
    done()
  })
}
