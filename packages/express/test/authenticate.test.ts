import { createProtectedResource, ProtectedResourceError } from '@portcullis/core'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { optionalAuth, requireAuth, requireScopes } from '../src/index.ts'
import { FRAMEWORKS, tellError, tellSubject } from './support/handlers.ts'
import { serve } from './support/serve.ts'

let issuer: TestIssuer
beforeEach(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'] })
})
afterEach(() => issuer.close())

describe.each(FRAMEWORKS)('on $name', ({ framework }) => {
  test('a protected resource that exists already is used as it is', async () => {
    const resource = createProtectedResource(issuer.options)
    const app = framework()
    app.get('/one', requireAuth(resource), tellSubject)
    app.get('/two', requireAuth(resource, { onRefusal: 'next' }), tellSubject)
    app.get('/three', optionalAuth(resource, { onInvalidToken: 'anonymous' }), (req, res) => {
      res.json({ failure: req.authFailure?.code ?? null })
    })
    app.use(tellError)
    const ask = await serve(app)
    expect(requireAuth(resource).protectedResource).toBe(resource)
    const token = await issuer.issue({ claims: { sub: 'alice' } })
    expect((await ask('/one', token)).body).toBe('{"subject":"alice"}')
    expect((await ask('/two')).body).toBe('{"own":"credentials_missing"}')
    expect((await ask('/one')).body).toBe('')
    expect((await ask('/three', 'opaque')).body).toBe('{"failure":"token_opaque"}')
    expect((await ask('/three')).body).toBe('{"failure":null}')
  })

  test('closing the protected resource refuses from then on', async () => {
    const middleware = requireAuth(issuer.options)
    const app = framework()
    app.get('/', middleware, tellSubject)
    const ask = await serve(app)
    const token = await issuer.issue()
    expect((await ask('/', token)).status).toBe(200)
    await middleware.protectedResource.close()
    expect((await ask('/', token)).status).toBe(503)
  })

  test('an answer that cannot be made is an error of the application, and not the end of the process', async () => {
    const noAnswer = () => {
      throw new RangeError('no answer')
    }
    const app = framework()
    app.get('/', requireAuth({ ...createProtectedResource(issuer.options), answer: noAnswer }), tellSubject)
    app.use(tellError)
    const ask = await serve(app)
    // At once, and after the keys were waited for.
    for (const token of [undefined, await issuer.issue({ claims: { aud: 'other' } })])
      expect((await ask('/', token)).body).toBe('{"own":"RangeError"}')
  })

  test('an answer that has begun is not begun again', async () => {
    const app = framework()
    const begin: RequestHandler = (_req, res, next) => {
      res.write('begun ')
      next()
    }
    let seen: unknown
    const see: ErrorRequestHandler = (error, _req, res, _next) => {
      seen = error
      res.end('and ended')
    }
    app.get('/', begin, requireAuth(issuer.options), tellSubject)
    app.use(see)
    const ask = await serve(app)
    expect(await ask('/')).toEqual({ status: 200, challenge: null, body: 'begun and ended' })
    expect(seen).toBeInstanceOf(ProtectedResourceError)
  })

  test('the answer of another error handler has no length of ours', async () => {
    const app = framework()
    app.get('/', requireAuth({ ...issuer.options, onRefusal: 'next' }), tellSubject)
    app.use(tellError)
    const ask = await serve(app)
    const refused = await ask('/', 'opaque')
    expect([refused.status, refused.body]).toEqual([401, '{"own":"token_opaque"}'])
    expect(refused.challenge).toMatch(/^Bearer realm="https:\/\/api\.example\.test", error="invalid_token"/u)
  })

  test('what cannot be kept with a request is an error, and not the end of the process', async () => {
    const app = framework()
    const freeze: RequestHandler = (_req, res, next) => {
      res.locals = Object.freeze({})
      next()
    }
    app.get('/', freeze, requireAuth(issuer.options), tellSubject)
    app.use(tellError)
    const ask = await serve(app)
    expect((await ask('/', await issuer.issue())).body).toBe('{"own":"TypeError"}')
  })

  test('a later middleware decides again, and guards use the last decision', async () => {
    const app = framework()
    app.use(requireAuth(issuer.options))
    app.use(
      '/inner',
      optionalAuth({ ...issuer.options, audience: 'https://other.example.test', onInvalidToken: 'anonymous' })
    )
    app.get('/inner', (req, res) =>
      res.json({ known: req.auth !== undefined, failure: req.authFailure?.code })
    )
    app.get('/inner/guarded', requireScopes('read'), tellSubject)
    app.get('/outer', requireScopes('read'), tellSubject)
    const ask = await serve(app)
    const token = await issuer.issue({ claims: { scope: 'read' } })
    expect((await ask('/inner', token)).body).toBe('{"known":false,"failure":"audience_mismatch"}')
    expect((await ask('/inner/guarded', token)).status).toBe(401)
    expect((await ask('/outer', token)).status).toBe(200)
  })

  test('the failure that an outer middleware recorded is gone if an inner one admits the token', async () => {
    const app = framework()
    const other = { ...issuer.options, audience: 'https://other.example.test' }
    app.use(optionalAuth({ ...other, onInvalidToken: 'anonymous' }))
    app.get('/outer', (req, res) => res.json({ failure: req.authFailure?.code }))
    app.get('/inner', requireAuth(issuer.options), (req, res) =>
      res.json({ known: req.auth !== undefined, failure: req.authFailure?.code ?? null })
    )
    const ask = await serve(app)
    const token = await issuer.issue()
    expect((await ask('/outer', token)).body).toBe('{"failure":"audience_mismatch"}')
    expect((await ask('/inner', token)).body).toBe('{"known":true,"failure":null}')
  })
})

test('authFailure of a refused request is gone once an error handler admits it by another protected resource', async () => {
  const app = express()
  const second = requireAuth(issuer.options)
  app.use(requireAuth({ ...issuer.options, audience: 'https://other.example.test', onRefusal: 'next' }))
  const admitAnyway: ErrorRequestHandler = (_error, req, res, next) => second(req, res, next)
  app.use(admitAnyway)
  app.get('/', (req, res) =>
    res.json({ known: req.auth !== undefined, failure: req.authFailure?.code ?? null })
  )
  const ask = await serve(app)
  expect((await ask('/', await issuer.issue())).body).toBe('{"known":true,"failure":null}')
})

test('a token that was verified before is let in at once', async () => {
  const middleware = requireAuth(issuer.options)
  const token = await issuer.issue()
  const app = express()
  const steps: string[] = []
  app.get(
    '/',
    (_req, _res, next) => {
      steps.push('before')
      next()
      steps.push('after')
    },
    middleware,
    (_req, res) => {
      steps.push('served')
      res.end()
    }
  )
  const ask = await serve(app)
  await ask('/', token)
  await ask('/', token)
  expect(steps).toEqual(['before', 'after', 'served', 'before', 'served', 'after'])
})
