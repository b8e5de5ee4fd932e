import { optionalAuth, requireAuth, requireScopes } from '@portcullis/express'
import portcullis, { requireScopes as requireScopesHook } from '@portcullis/fastify'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import { send, sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { describeContext } from '../targets/describe-context.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { accessToken, options } from '../tokens/authority.ts'
import { contractBytes } from './answer-of.ts'
import { invalidToken, noCredentials, noCredentialsFor } from './expected-answer.ts'

const inner = { ...options, audience: 'https://inner.example.test' }

/** Optional authentication for all routes, and on some routes what demands more. */
function expressApi(framework: typeof express): Promise<Listening> {
  const app = framework()
  const optional = optionalAuth({ ...options, onInvalidToken: 'anonymous' })
  const required = requireAuth(options)
  app.use(optional)
  app.get('/optional', (req, res) => void res.json({ context: describeContext(req.auth) }))
  app.get('/required', required, (_req, res) => void res.json({ served: true }))
  app.get('/guarded', requireScopes('read:messages'), (_req, res) => void res.json({ served: true }))
  return listen(closeWith(app, optional, required))
}

/** A resource inside another one, with an audience of its own and optional authentication. */
function nestedExpressApi(framework: typeof express): Promise<Listening> {
  const app = framework()
  const outerAuth = requireAuth(options)
  const innerAuth = optionalAuth({ ...inner, onInvalidToken: 'anonymous' })
  app.use(outerAuth)
  app.use('/inner', innerAuth, (req, res) => {
    res.json({ context: describeContext(req.auth) })
  })
  return listen(closeWith(app, outerAuth, innerAuth))
}

async function nestedFastifyApi(): Promise<Listening> {
  const app = Fastify()
  await app.register(portcullis, options)
  app.addHook('onRequest', app.requireAuth())
  await app.register(async (scope) => {
    await scope.register(portcullis, inner)
    const onRequest = scope.optionalAuth({ onInvalidToken: 'anonymous' })
    scope.get('/inner', { onRequest }, (request) => ({ context: describeContext(request.auth) }))
  })
  return listenFastify(app)
}

async function fastifyApi(): Promise<Listening> {
  const app = Fastify()
  await app.register(portcullis, options)
  app.addHook('onRequest', app.optionalAuth({ onInvalidToken: 'anonymous' }))
  app.get('/optional', (request) => ({ context: describeContext(request.auth) }))
  app.get('/required', { onRequest: app.requireAuth() }, () => ({ served: true }))
  app.get('/guarded', { onRequest: requireScopesHook('read:messages') }, () => ({ served: true }))
  return listenFastify(app)
}

describe.each([
  { name: 'Express 4', start: () => expressApi(express4) },
  { name: 'Express 5', start: () => expressApi(express) },
  { name: 'Fastify 5', start: fastifyApi }
])('where authentication is optional for all of $name', ({ start }) => {
  test.each([
    ['/required', noCredentials],
    ['/guarded', noCredentialsFor('read:messages')]
  ])('%s still demands a token', async (path, refused) => {
    await withServer(start(), async (port) => {
      expect(contractBytes(await send(port, { path }))).toEqual(refused)
      expect(contractBytes(await sendToken(port, accessToken({ aud: 'other' }), path))).toEqual(invalidToken)
      expect((await sendToken(port, accessToken(), path)).status).toBe(200)
    })
  })

  test('an invalid token counts as none on the other routes', async () => {
    const [invalid, valid] = await withServer(start(), (port) =>
      Promise.all(
        [accessToken({ aud: 'other' }), accessToken()].map((token) => sendToken(port, token, '/optional'))
      )
    )
    expect(JSON.parse(invalid?.body ?? '')).toEqual({ context: 'anonymous' })
    expect(JSON.parse(valid?.body ?? '')).toMatchObject({ context: { subject: 'alice' } })
  })
})

describe.each([
  { name: 'Express 4', start: () => nestedExpressApi(express4) },
  { name: 'Express 5', start: () => nestedExpressApi(express) },
  { name: 'Fastify 5', start: nestedFastifyApi }
])('where one protected resource is inside another on $name', ({ start }) => {
  test.each([
    ['a caller of the outer one alone is anonymous in the inner one', [options.audience], 'anonymous'],
    ['a caller of both is known in the inner one', [options.audience, inner.audience], { subject: 'alice' }]
  ])('%s', async (_title, aud, context) => {
    const { status, body } = await withServer(start(), (port) =>
      sendToken(port, accessToken({ aud }), '/inner')
    )
    expect([status, JSON.parse(body)]).toMatchObject([200, { context }])
  })
})
