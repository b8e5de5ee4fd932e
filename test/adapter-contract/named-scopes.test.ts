import portcullis, { requireScopes } from '@portcullis/fastify'
import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { listenFastify } from '../http/listen-fastify.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { accessToken } from '../tokens/authority.ts'
import { described } from './described-resource.ts'

const origin = 'https://api.example.test'
const metadataUrl = `${origin}/.well-known/oauth-protected-resource/orders`

/** Returns the status of an answer, and which scopes its challenge names. */
async function namedAt(port: number, path: string, request: object = {}) {
  const { status, headers } = await send(port, { ...request, path })
  return [status, /, scope="([^"]*)"/u.exec(headers['www-authenticate']?.[0] ?? '')?.[1]]
}

describe('on Fastify 5', () => {
  test('a guard without credentials names its scopes and the metadata, and no error', async () => {
    const app = Fastify()
    await app.register(portcullis, described('/orders'))
    app.get('/orders', { onRequest: requireScopes('read', 'write') }, () => ({ served: true }))
    await withServer(listenFastify(app), async (port) => {
      const { status, headers, body } = await send(port, { path: '/orders' })
      const parameters = `scope="read write", resource_metadata="${metadataUrl}"`
      expect([status, body]).toEqual([401, ''])
      expect(headers['www-authenticate']).toEqual([`Bearer realm="${origin}/orders", ${parameters}`])
    })
  })

  test('a scope-wide requireAuth names the scopes of the guards of the route', async () => {
    const app = Fastify()
    await app.register(portcullis, described('/orders'))
    app.addHook('onRequest', app.requireAuth())
    const serve = () => ({ served: true })
    const preHandler = [requireScopes('write'), requireScopes('read')]
    app.get('/guarded', { onRequest: requireScopes('read') }, serve)
    app.get('/twice', { onRequest: requireScopes('read'), preHandler }, serve)
    app.get('/open', serve)
    await app.register(async (scope) => {
      scope.addHook('onRequest', requireScopes('scope'))
      scope.get('/inside', { preHandler }, serve)
    })
    await withServer(listenFastify(app), async (port) => {
      expect(await namedAt(port, '/guarded')).toEqual([401, 'read'])
      expect(await namedAt(port, '/guarded', { method: 'HEAD' })).toEqual([401, 'read'])
      expect(await namedAt(port, '/twice')).toEqual([401, 'read write'])
      expect(await namedAt(port, '/inside')).toEqual([401, 'scope write read'])
      expect(await namedAt(port, '/open')).toEqual([401, undefined])
      expect(await namedAt(port, '/nothing')).toEqual([401, undefined])
    })
  })

  test('only a request without credentials learns the scopes of guards that run later', async () => {
    const app = Fastify()
    await app.register(portcullis, described('/orders'))
    app.addHook('onRequest', app.requireAuth())
    const preHandler = requireScopes('write')
    const config = { kept: true }
    app.get('/orders', { config, onRequest: requireScopes('read'), preHandler }, (request) => {
      return request.routeOptions.config
    })
    await withServer(listenFastify(app), async (port) => {
      const withToken = (authorization: string) => ({ headers: { authorization } })
      const tokenFor = (scope: string) => withToken(`Bearer ${accessToken({ scope })}`)
      expect(await namedAt(port, '/orders', withToken('Bearer abc'))).toEqual([401, undefined])
      expect(await namedAt(port, '/orders', tokenFor('read'))).toEqual([403, 'write'])
      const { body } = await send(port, { path: '/orders', ...tokenFor('read write') })
      expect(JSON.parse(body)).toEqual({ kept: true, url: '/orders', method: 'GET' })
    })
  })

  test('a guard that is a hook of a scope names the scopes of the route, too', async () => {
    const app = Fastify()
    await app.register(portcullis, described('/orders'))
    app.addHook('onRequest', requireScopes('scope'))
    app.get('/orders', { onRequest: requireScopes('read') }, () => ({ served: true }))
    await withServer(listenFastify(app), async (port) => {
      expect(await namedAt(port, '/orders')).toEqual([401, 'scope read'])
    })
  })
})
