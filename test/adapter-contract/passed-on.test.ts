import { createRequire } from 'node:module'
import { requireAuth } from '@portcullis/express'
import portcullis, { requireScopes } from '@portcullis/fastify'
import express, { type ErrorRequestHandler } from 'express'
import express4 from 'express4'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listen } from '../http/listen.ts'
import { sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { listenFastify } from '../targets/targets.ts'
import { accessToken, options } from '../tokens/authority.ts'
import { contractBytes } from './answer-of.ts'
import { insufficientScope, invalidToken } from './expected-answer.ts'

const guard = requireScopes('write:messages').guard
const otherAudience = accessToken({ aud: 'another API' })
const serve = () => ({ served: true })

/** What many applications have. */
const tellMessage: ErrorRequestHandler = (error: Error, _req, res, _next) => {
  res.json({ message: error.message })
}

describe.each([
  { name: 'Express 4', framework: express4 },
  { name: 'Express 5', framework: express }
])('on $name', ({ framework }) => {
  const protection = requireAuth({ ...options, onRefusal: 'next' })
  const { protectedResource } = protection

  function api(handler?: ErrorRequestHandler) {
    const app = framework()
    app.use(protection)
    app.get('/protected', (req, res) => {
      protectedResource.authorize(req.auth, guard)
      res.json({ served: true })
    })
    if (handler !== undefined) app.use(handler)
    return listen(app)
  }

  test('the message of a refusal does not tell why a token is bad', async () => {
    await withServer(api(tellMessage), async (port) => {
      const { status, body } = await sendToken(port, otherAudience)
      expect([status, body]).toEqual([401, '{"message":"the access token is invalid"}'])
    })
  })

  test(verifies('H-4', 'a refusal that a handler throws gets its status and its challenge'), async () => {
    await withServer(api(), async (port) => {
      const answer = await sendToken(port, accessToken())
      const { status, challenges } = insufficientScope('write:messages')
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([status, challenges])
      expect(answer.headers['cache-control']).toEqual(['no-store'])
    })
  })
})

describe('on Fastify 5', () => {
  type Handle = (request: FastifyRequest) => object
  type ErrorHandler = Parameters<FastifyInstance['setErrorHandler']>[0]

  async function api(handle: Handle, errorHandler?: ErrorHandler, app = Fastify()) {
    await app.register(portcullis, options)
    if (errorHandler !== undefined) app.setErrorHandler(errorHandler)
    app.get('/protected', { onRequest: app.requireAuth() }, handle)
    return app
  }

  test('the message of a refusal does not tell why a token is bad', async () => {
    const app = await api(serve, (error, _request, reply) =>
      reply.send({ message: error instanceof Error && error.message })
    )
    await withServer(listenFastify(app), async (port) => {
      const { status, body } = await sendToken(port, otherAudience)
      expect([status, body]).toEqual([401, '{"message":"the access token is invalid"}'])
    })
  })

  test(verifies('H-4', 'a refusal that a handler throws gets its status and its challenge'), async () => {
    const app = await api(({ server, auth }) => {
      server.protectedResource.authorize(auth, guard)
      return { served: true }
    })
    await withServer(listenFastify(app), async (port) => {
      const answer = await sendToken(port, accessToken())
      const { status, challenges } = insufficientScope('write:messages')
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([status, challenges])
      expect(answer.headers['cache-control']).toEqual(['no-store'])
    })
  })

  test('an error handler that is set too late for a route does not change our answer', async () => {
    const app = await api(serve)
    app.setErrorHandler(() => 'too late')
    await withServer(listenFastify(app), async (port) => {
      expect(contractBytes(await sendToken(port, otherAudience))).toEqual(invalidToken)
    })
  })

  test('an application whose names a bundler has made short gets our answer all the same', async () => {
    // One function for all applications, and known by its name before: the plugin is not to see that.
    const { errorHandler } = Fastify()
    const { name } = errorHandler
    onTestFinished(() => void Object.defineProperty(errorHandler, 'name', { value: name }))
    Object.defineProperty(errorHandler, 'name', { value: 'e' })
    const app = await api(serve)
    expect(app.errorHandler.name).toBe('e')
    await withServer(listenFastify(app), async (port) => {
      expect(contractBytes(await sendToken(port, otherAudience))).toEqual(invalidToken)
    })
  })

  test('an application of another copy of Fastify gets our answer, too', async () => {
    const app = await api(serve, undefined, anotherFastify()())
    expect(app.errorHandler).not.toBe(Fastify().errorHandler)
    await withServer(listenFastify(app), async (port) => {
      expect(contractBytes(await sendToken(port, otherAudience))).toEqual(invalidToken)
    })
  })
})

/** Loads Fastify once more, as where two packages have each installed it. */
function anotherFastify(): typeof Fastify {
  const require = createRequire(import.meta.url)
  for (const path of Object.keys(require.cache)) {
    if (/[\\/]node_modules[\\/]fastify[\\/]/u.test(path)) Reflect.deleteProperty(require.cache, path)
  }
  return (require('fastify') as { fastify: typeof Fastify }).fastify
}
