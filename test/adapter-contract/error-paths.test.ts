import { requireAuth, requireScopes } from '@portcullis/express'
import portcullis, { requireScopes as requireScopesHook } from '@portcullis/fastify'
import express, { type ErrorRequestHandler } from 'express'
import express4 from 'express4'
import Fastify, { type FastifyError, type FastifyReply } from 'fastify'
import { describe, expect, test } from 'vitest'
import { closeWith, listen } from '../http/listen.ts'
import { send, sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { accessToken, options } from '../tokens/authority.ts'
import { contractBytes } from './answer-of.ts'
import { insufficientScope, invalidToken, noCredentials, noCredentialsFor } from './expected-answer.ts'

type Options = Parameters<typeof requireAuth>[0]

const tellError: ErrorRequestHandler = (
  error: { code?: string; status?: number; message: string },
  _req,
  res,
  _next
) => {
  res.status(error.status ?? 500).json({ own: error.code ?? error.message })
}

function expressApi(framework: typeof express, authentication: Options, handler?: ErrorRequestHandler) {
  const app = framework()
  app.use('/unprotected', requireScopes('read:messages'), (_req, res) => void res.json({ served: true }))
  const authenticate = requireAuth(authentication)
  app.use(authenticate)
  app.get('/protected', (_req, res) => void res.json({ served: true }))
  app.get('/messages', requireScopes('write:messages'), (_req, res) => void res.json({ served: true }))
  if (handler !== undefined) app.use(handler)
  return listen(closeWith(app, authenticate))
}

describe.each([
  { name: 'Express 4', framework: express4 },
  { name: 'Express 5', framework: express }
])('on $name', ({ framework }) => {
  test('a refusal does not reach an error handler unless it is asked for', async () => {
    await withServer(expressApi(framework, options, tellError), async (port) => {
      expect(contractBytes(await send(port, { path: '/protected' }))).toEqual(noCredentials)
      expect(contractBytes(await sendToken(port, 'abc'))).toEqual(invalidToken)
    })
  })

  test(verifies('H-4', 'a refusal that goes to an error handler keeps its challenge'), async () => {
    await withServer(expressApi(framework, { ...options, onRefusal: 'next' }, tellError), async (port) => {
      const refused = await sendToken(port, 'abc')
      expect(refused.status).toBe(401)
      expect(JSON.parse(refused.body)).toEqual({ own: 'token_opaque' })
      expect(refused.headers['www-authenticate']).toEqual(invalidToken.challenges)
      expect(refused.headers['cache-control']).toEqual(['no-store'])
    })
  })

  test(
    verifies('H-4', 'a refusal that goes to the error handler of the framework keeps its challenge'),
    async () => {
      await withServer(expressApi(framework, { ...options, onRefusal: 'next' }), async (port) => {
        const refused = await send(port, { path: '/protected' })
        expect(refused.status).toBe(401)
        expect(refused.headers['www-authenticate']).toEqual(noCredentials.challenges)
      })
    }
  )

  test('a guard without authentication before it is a 500 that tells the developer, and never open', async () => {
    await withServer(expressApi(framework, options, tellError), async (port) => {
      const answer = await sendToken(port, accessToken(), '/unprotected')
      expect(answer.status).toBe(500)
      expect(answer.body).toContain('requireAuth')
      expect(answer.body).not.toContain('served')
    })
  })

  test('a fault of the application is a 500 of the framework, and never open', async () => {
    const validate = () => {
      throw new TypeError('fault of the application')
    }
    await withServer(expressApi(framework, { ...options, validate }, tellError), async (port) => {
      const answer = await sendToken(port, accessToken())
      expect([answer.status, answer.body]).toEqual([500, '{"own":"fault of the application"}'])
    })
  })
})

async function fastifyApi(onRefusal?: 'throw') {
  const app = Fastify()
  await app.register(portcullis, onRefusal === undefined ? options : { ...options, onRefusal })
  if (onRefusal === 'throw') {
    app.setErrorHandler((error: FastifyError, _request, reply) =>
      reply.status(error.statusCode ?? 500).send({ own: error.code })
    )
  }
  app.get('/protected', { onRequest: app.requireAuth() }, () => ({ served: true }))
  app.get('/messages', { onRequest: requireScopesHook('write:messages') }, () => ({ served: true }))
  app.get('/open', () => ({ served: true }))
  return listenFastify(app)
}

describe('on Fastify 5', () => {
  test('a refusal does not reach an error handler unless onRefusal is throw', async () => {
    const app = Fastify()
    await app.register(portcullis, options)
    app.setErrorHandler(() => 'the handler ran')
    app.get('/protected', { onRequest: app.requireAuth() }, () => ({ served: true }))
    await withServer(listenFastify(app), async (port) => {
      expect(contractBytes(await send(port, { path: '/protected' }))).toEqual(noCredentials)
      expect(contractBytes(await sendToken(port, 'abc'))).toEqual(invalidToken)
    })
  })

  test(
    verifies('H-4', 'an error handler decides the body, and the challenge stays on the answer'),
    async () => {
      await withServer(fastifyApi('throw'), async (port) => {
        const refused = await sendToken(port, 'abc')
        expect([refused.status, refused.body]).toEqual([401, '{"own":"token_opaque"}'])
        expect(refused.headers['www-authenticate']).toEqual(invalidToken.challenges)
        expect(refused.headers['cache-control']).toEqual(['no-store'])
      })
    }
  )

  test('an error handler of the route itself decides the body, and of no other route', async () => {
    const app = Fastify()
    await app.register(portcullis, { ...options, onRefusal: 'throw' })
    const errorHandler = (error: FastifyError, _request: unknown, reply: FastifyReply): void => {
      void reply.status(error.statusCode ?? 500).send({ own: error.code })
    }
    const config: object = { shared: true }
    const shared = { onRequest: app.requireAuth(), config }
    app.get('/protected', { ...shared, errorHandler }, () => ({ served: true }))
    app.get('/other', shared, () => ({ served: true }))
    await withServer(listenFastify(app), async (port) => {
      const refused = await sendToken(port, 'abc')
      expect([refused.status, refused.body]).toEqual([401, '{"own":"token_opaque"}'])
      expect(refused.headers['www-authenticate']).toEqual(invalidToken.challenges)
      const other = await sendToken(port, 'abc', '/other')
      expect([other.status, other.body.includes('own')]).toEqual([401, false])
      expect(other.headers['www-authenticate']).toEqual(invalidToken.challenges)
    })
  })

  test('a guard authenticates first where nothing has', async () => {
    await withServer(fastifyApi(), async (port) => {
      expect(contractBytes(await send(port, { path: '/messages' }))).toEqual(
        noCredentialsFor('write:messages')
      )
      const insufficient = await sendToken(port, accessToken(), '/messages')
      expect(contractBytes(insufficient)).toEqual(insufficientScope('write:messages'))
      const sufficient = await sendToken(port, accessToken({ scope: 'write:messages' }), '/messages')
      expect(sufficient.status).toBe(200)
    })
  })

  test('to register the plugin protects nothing by itself', async () => {
    await withServer(fastifyApi(), async (port) => {
      expect((await send(port, { path: '/open' })).status).toBe(200)
    })
  })

  test('a guard in a scope without the plugin fails closed', async () => {
    const app = Fastify()
    app.get('/messages', { onRequest: requireScopesHook('read:messages') }, () => ({ served: true }))
    await withServer(listenFastify(app), async (port) => {
      const answer = await sendToken(port, accessToken(), '/messages')
      expect(answer.status).toBe(500)
      expect(answer.body).not.toContain('served')
    })
  })
})
