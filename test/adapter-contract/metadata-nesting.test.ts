import { createProtectedResource } from '@portcullis/core'
import { protectedResourceMetadata, requireAuth } from '@portcullis/express'
import portcullis from '@portcullis/fastify'
import { PortcullisModule, RequireScopes } from '@portcullis/nestjs'
import { Controller, Get, Module, VersioningType } from '@nestjs/common'
import express from 'express'
import express4 from 'express4'
import Fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listenFastify } from '../http/listen-fastify.ts'
import { listen, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { createNest, listenNest, type Platform } from '../targets/nestjs-api.ts'
import { described } from './described-resource.ts'

const origin = 'https://api.example.test'
const wellKnown = '/.well-known/oauth-protected-resource'
const paths = ['/a', '/a/b', '/a/b/c']

/** Routers in routers, each with a resource of its own; what is inside comes first. */
function routers(framework: typeof express): Promise<Listening> {
  const app = framework()
  const serve = (depth: number) => {
    const api = createProtectedResource(described(paths[depth] ?? ''))
    onTestFinished(() => api.close())
    app.use(protectedResourceMetadata(api))
    const router = framework.Router()
    if (depth < 2) router.use(depth === 0 ? '/b' : '/c', serve(depth + 1))
    router.use(requireAuth(api))
    router.get('/items', (_req, res) => void res.json([]))
    return router
  }
  app.use('/a', serve(0))
  return listen(app)
}

/** Scopes in scopes, each with a prefix and a resource of its own. */
async function scopes(): Promise<Listening> {
  const app = Fastify()
  const protect = async (scope: FastifyInstance, { depth }: { depth: number }): Promise<void> => {
    await scope.register(async (own) => {
      await own.register(portcullis, described(paths[depth] ?? ''))
      own.get('/items', { onRequest: own.requireAuth() }, () => [])
    })
    if (depth < 2) await scope.register(protect, { prefix: depth === 0 ? '/b' : '/c', depth: depth + 1 })
  }
  await app.register(protect, { prefix: '/a', depth: 0 })
  return listenFastify(app)
}

describe.each([
  ['routers of Express 4', () => routers(express4)],
  ['routers of Express 5', () => routers(express)],
  ['scopes of Fastify 5', scopes]
])('three %s in each other, whose resources overlap', (_name, start) => {
  test('each have a challenge and a document of their own, and none has the root form', async () => {
    await withServer(start(), async (port) => {
      for (const path of paths) {
        const { headers } = await send(port, { path: `${path}/items` })
        const [challenge] = headers['www-authenticate'] ?? []
        expect(challenge, path).toBe(
          `Bearer realm="${origin}${path}", resource_metadata="${origin}${wellKnown}${path}"`
        )
        const { body } = await send(port, { path: `${wellKnown}${path}` })
        expect(JSON.parse(body)).toMatchObject({ resource: `${origin}${path}` })
      }
      for (const path of [wellKnown, `${wellKnown}/a/b/c/items`, `/a${wellKnown}/b`])
        expect([401, 404], path).toContain((await send(port, { path })).status)
    })
  })
})

describe.each<Platform>(['express', 'fastify'])('on NestJS with %s', (platform) => {
  test('a global prefix and a version change neither the place of the document nor the challenge', async () => {
    @Controller({ path: 'orders', version: '2' })
    @RequireScopes('read')
    class Orders {
      @Get()
      list() {
        return []
      }
    }
    const path = '/api/v2/orders'
    @Module({ imports: [PortcullisModule.forRoot(described(path))], controllers: [Orders] })
    class ApiModule {}
    const app = await createNest(platform, ApiModule)
    app.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI })
    await withServer(listenNest(app), async (port) => {
      const { headers } = await send(port, { path })
      expect(headers['www-authenticate']).toEqual([
        `Bearer realm="${origin}${path}", scope="read", resource_metadata="${origin}${wellKnown}${path}"`
      ])
      for (const target of [wellKnown, `${wellKnown}${path}`])
        expect(JSON.parse((await send(port, { path: target })).body)).toMatchObject({
          resource: `${origin}${path}`
        })
      expect((await send(port, { path: `/api${wellKnown}${path}` })).status).toBe(404)
    })
  })
})
