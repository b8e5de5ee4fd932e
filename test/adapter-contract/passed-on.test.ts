import { requireAuth } from '@portcullis/express'
import portcullis, { requireScopes } from '@portcullis/fastify'
import express, { type ErrorRequestHandler } from 'express'
import express4 from 'express4'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { listen } from '../http/listen.ts'
import { sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { accessToken, options } from '../tokens/authority.ts'
import { insufficientScope } from './expected-answer.ts'

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
  afterAll(() => protectedResource.close())

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

  async function api(handle: Handle, errorHandler?: ErrorHandler) {
    const app = Fastify()
    await app.register(portcullis, { ...options, onRefusal: 'throw' })
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
})
