import { createServer, type RequestListener } from 'node:http'
import { createProtectedResource, type ProtectedResource } from '@portcullis/core'
import { optionalAuth, requireAuth, requireScopes } from '@portcullis/express'
import portcullis, { requireScopes as fastifyScopes } from '@portcullis/fastify'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { listening } from '../http/listen.ts'
import { sendToken } from '../http/send.ts'

/** Told by a route that it runs. */
type Arrive = () => void

interface Framework {
  readonly name: string
  create(resource: ProtectedResource, arrive: Arrive): Promise<RequestListener>
}

const frameworks: readonly Framework[] = [
  { name: 'Express 4', create: async (resource, arrive) => expressApi(express4, resource, arrive) },
  { name: 'Express 5', create: async (resource, arrive) => expressApi(express, resource, arrive) },
  { name: 'Fastify 5', create: fastifyApi }
]

const PATHS = ['/protected', '/guarded', '/optional']

describe.each(frameworks)('$name', ({ create }) => {
  let issuer: TestIssuer

  beforeAll(async () => {
    issuer = await createTestIssuer({ algorithms: ['ES256'] })
    return () => issuer.close()
  })

  test.each(PATHS)(
    'a known token is led to the route %s before the request listener returns',
    async (path) => {
      const resource = createProtectedResource(issuer.options)
      const ticks = watchTicks()
      const api = await create(resource, ticks.arrive)
      const server = await listening(createServer(ticks.watch(api)))
      const token = await issuer.issue({ claims: { scope: 'read' } })
      for (let times = 0; times < 4; times += 1) {
        expect((await sendToken(server.port, token, path)).status).toBe(200)
      }
      await server.close()
      await resource.close()
      // A new one has to be verified first.
      expect(ticks.arrivals).toEqual(['later', 'same tick', 'same tick', 'same tick'])
    }
  )
})

/** Notes whether a route runs inside the call of the listener, before any promise or other event. */
function watchTicks() {
  const arrivals: ('same tick' | 'later')[] = []
  let isInside = false
  return {
    arrivals,
    arrive: () => {
      arrivals.push(isInside ? 'same tick' : 'later')
    },
    watch:
      (listener: RequestListener): RequestListener =>
      (request, response) => {
        isInside = true
        listener(request, response)
        isInside = false
      }
  }
}

function expressApi(framework: typeof express, resource: ProtectedResource, arrive: Arrive): RequestListener {
  const app = framework()
  const route: express.RequestHandler = (_req, res) => {
    arrive()
    res.end()
  }
  app.get('/optional', optionalAuth(resource), route)
  app.use(requireAuth(resource))
  app.get('/protected', route)
  app.get('/guarded', requireScopes('read'), route)
  return app
}

async function fastifyApi(resource: ProtectedResource, arrive: Arrive): Promise<RequestListener> {
  const app = Fastify()
  await app.register(portcullis, resource)
  const route = () => {
    arrive()
    return ''
  }
  app.get('/protected', { onRequest: app.requireAuth() }, route)
  app.get('/guarded', { onRequest: [app.requireAuth(), fastifyScopes('read')] }, route)
  app.get('/optional', { onRequest: app.optionalAuth() }, route)
  await app.ready()
  return (request, response) => app.routing(request, response)
}
