import { createProtectedResource, requireScopes as guardOfCore } from '@portcullis/core'
import { allOf, guardsOf, requireAuth } from '@portcullis/express'
import portcullis, { allOf as allOfHooks, requireAnyScope, requireScopes } from '@portcullis/fastify'
import express from 'express'
import express4 from 'express4'
import Fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listen, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { targets } from '../targets/targets.ts'
import { accessToken, options } from '../tokens/authority.ts'
import { described, scopesAt } from './described-resource.ts'

const serve = () => ({ served: true })

test.each([
  ['Express 4', express4],
  ['Express 5', express]
])(
  verifies('P-8', 'on %s, the metadata lists the scopes of guards that were made for the resource'),
  async (_name, framework) => {
    const api = createProtectedResource(described('/orders'))
    onTestFinished(() => api.close())
    const { requireAnyScope: anyScope, requireScopes: scopes } = guardsOf(api)
    const app = framework()
    app.use(requireAuth(api))
    app.get('/orders', scopes('read'), (_req, res) => void res.json(serve()))
    app.get('/admin', allOf(anyScope('write', 'admin'), scopes('offline_access')), (_req, res) => {
      res.json(serve())
    })
    await withServer(listen(app), async (port) => {
      expect(await scopesAt(port, '/orders')).toEqual(['named', 'read', 'write', 'admin'])
      // They decide as every guard does.
      const authorization = `Bearer ${accessToken({ scope: 'read' })}`
      const answers = ['/orders', '/admin'].map((path) => send(port, { path, headers: { authorization } }))
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 403])
    })
  }
)

describe('on Fastify', () => {
  test(
    verifies('P-8', 'the metadata lists the scopes of the guards of routes, also of scopes inside'),
    async () => {
      const app = Fastify()
      await app.register(portcullis, described('/orders'))
      app.get('/orders', { onRequest: requireScopes('read') }, serve)
      await app.register(
        async (scope) => {
          const preHandler = [requireScopes('write'), requireAnyScope('admin', 'root')]
          scope.post('/inside', { onRequest: scope.requireAuth(), preHandler }, serve)
        },
        { prefix: '/deep' }
      )
      await withServer(listenFastify(app), async (port) => {
        expect(await scopesAt(port, '/orders')).toEqual(['named', 'read', 'write', 'admin', 'root'])
      })
    }
  )

  test('the guard of a scope counts for the resource of the scope, not for the one around', async () => {
    const app = Fastify()
    await app.register(portcullis, described('/all'))
    app.get('/all', { onRequest: requireScopes('all') }, serve)
    await app.register(async (scope) => protectOrders(scope))
    await withServer(listenFastify(app), async (port) => {
      expect(await scopesAt(port, '/all')).toEqual(['named', 'all'])
      expect(await scopesAt(port, '/orders')).toEqual(['named', 'read'])
    })
  })

  test(
    verifies('P-8', 'the metadata lists guards that are hooks of a scope, also of scopes inside'),
    async () => {
      const app = Fastify()
      await app.register(portcullis, described('/orders'))
      app.addHook('onRequest', requireScopes('read'))
      app.get('/orders', serve)
      await app.register(async (scope) => {
        scope.addHook('preHandler', allOfHooks(requireScopes('write'), requireAnyScope('admin', 'root')))
        scope.get('/inside', serve)
      })
      app.protectedResource.registerGuard(guardOfCore('by-hand'))
      await withServer(listenFastify(app), async (port) => {
        expect(await scopesAt(port, '/orders')).toEqual([
          'named',
          'by-hand',
          'read',
          'write',
          'admin',
          'root'
        ])
      })
    }
  )

  test('a hook counts for the resource of its scope, whichever of them the scope had first', async () => {
    const app = Fastify()
    await app.register(portcullis, described('/all'))
    app.addHook('onRequest', app.optionalAuth())
    await app.register(async (scope) => {
      scope.addHook('preHandler', requireScopes('early'))
      await protectOrders(scope)
      scope.addHook('preHandler', requireScopes('late'))
    })
    await withServer(listenFastify(app), async (port) => {
      expect(await scopesAt(port, '/all')).toEqual(['named'])
      expect(await scopesAt(port, '/orders')).toEqual(['named', 'early', 'read', 'late'])
    })
  })

  test('a guard that is a hook of a scope names its scopes in the 401 without credentials', async () => {
    const app = Fastify()
    await app.register(portcullis, described('/orders'))
    app.addHook('onRequest', requireScopes('read', 'write'))
    app.get('/orders', serve)
    await withServer(listenFastify(app), async (port) => {
      const { status, headers } = await send(port, { path: '/orders' })
      expect([status, headers['www-authenticate']]).toEqual([
        401,
        [expect.stringContaining('scope="read write", resource_metadata=')]
      ])
    })
  })
})

async function protectOrders(scope: FastifyInstance): Promise<void> {
  await scope.register(portcullis, described('/orders'))
  scope.get('/orders', { onRequest: requireScopes('read') }, serve)
}

describe.each(targets)('with implied scopes, on $name', ({ start }) => {
  const impliedScopes = { admin: ['write:messages'], 'write:messages': ['read:messages'] }
  const started = (): Promise<Listening> => start({ ...options, impliedScopes })

  test('a scope satisfies the guards of all scopes that it implies', async () => {
    await withServer(started(), async (port) => {
      const statusFor = async (scope: string, method: string) => {
        const headers = { authorization: `Bearer ${accessToken({ scope })}` }
        return (await send(port, { path: '/messages', method, headers })).status
      }
      for (const scope of ['admin', 'write:messages'])
        expect([await statusFor(scope, 'GET'), await statusFor(scope, 'POST')], scope).not.toContain(403)
      expect(await statusFor('read:messages', 'POST')).toBe(403)
      expect(await statusFor('Admin', 'GET')).toBe(403)
    })
  })

  test('a challenge names no scope that another one of it implies', async () => {
    await withServer(started(), async (port) => {
      const headers = { authorization: `Bearer ${accessToken({ scope: 'other' })}` }
      const { status, headers: answered } = await send(port, { path: '/messages', method: 'POST', headers })
      expect([status, answered['www-authenticate']]).toEqual([
        403,
        [expect.stringContaining(', scope="write:messages"')]
      ])
    })
  })
})
