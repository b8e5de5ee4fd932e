import * as core from '@portcullis/core'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as adapter from '../src/index.ts'
import { serve } from './support/serve.ts'

const { allOf, anyOf, requireAuth, requireRoles, requireScopes } = adapter

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'] })
})
afterAll(() => issuer.close())

describe('a guard', () => {
  test.each([
    [adapter.requireScopes('a', 'b'), core.requireScopes('a', 'b')],
    [adapter.requireAnyScope('a', 'b'), core.requireAnyScope('a', 'b')],
    [adapter.requirePermissions('a'), core.requirePermissions('a')],
    [adapter.requireRoles('a'), core.requireRoles('a')],
    [adapter.requireClaim('a', 'b'), core.requireClaim('a', 'b')],
    [adapter.requireAuthentication({ acr: 'a' }), core.requireAuthentication({ acr: 'a' })],
    [adapter.allOf(adapter.requireScopes('a')), core.allOf(core.requireScopes('a'))],
    [adapter.anyOf(core.requireScopes('a')), core.anyOf(core.requireScopes('a'))]
  ])('is middleware, and can be read back: $guard.kind', (middleware, guard) => {
    expect(middleware).toBeTypeOf('function')
    expect(middleware).toHaveLength(3)
    expect(middleware.guard).toEqual(guard)
  })

  test('of several guards combines middleware and plain guards', () => {
    const combined = allOf(requireScopes('a'), anyOf(requireRoles('b'), core.requireScopes('c')))
    expect(combined.guard).toEqual(
      core.allOf(core.requireScopes('a'), core.anyOf(core.requireRoles('b'), core.requireScopes('c')))
    )
    expect(core.requiredScopes(combined.guard)).toEqual(['a'])
  })

  test('that guards nothing stops the program', () => {
    // As JavaScript calls them: without arguments, they do not compile.
    const [scopes, all] = [requireScopes as (...given: string[]) => unknown, allOf as () => unknown]
    for (const make of [() => scopes(), () => scopes('a b'), () => all()])
      expect(make).toThrow(core.ConfigurationError)
  })
})

describe('a guarded route', () => {
  test('asks every guard, on routers, too', async () => {
    const app = express()
    const router = express.Router()
    router.use(requireScopes('read'))
    router.get('/', (_req, res) => void res.end('read'))
    router.delete('/', requireScopes('write'), (_req, res) => void res.end('written'))
    router.get(
      '/both',
      allOf(requireScopes('write'), requireRoles('admin')),
      (_req, res) => void res.end('both')
    )
    app.use(requireAuth(issuer.options))
    app.use('/messages', router)
    const ask = await serve(app)
    const none = await issuer.issue()
    const reader = await issuer.issue({ claims: { scope: 'read' } })
    const admin = await issuer.issue({ claims: { scope: 'read write', roles: ['admin'] } })
    expect((await ask('/messages', none)).challenge).toMatch(/error="insufficient_scope".*, scope="read"$/u)
    expect((await ask('/messages', reader)).body).toBe('read')
    expect(await ask('/messages/both', reader)).toMatchObject({ status: 403 })
    expect((await ask('/messages/both', reader)).challenge).toMatch(/, scope="write"$/u)
    expect((await ask('/messages/both', admin)).body).toBe('both')
  })

  test.each([
    { title: 'that nothing has authenticated', prepare: () => undefined },
    {
      title: 'whose res.locals were replaced',
      prepare(app: express.Express) {
        app.use(requireAuth(issuer.options), (_req, res, next) => {
          res.locals = {}
          next()
        })
      }
    }
  ])('admits no request $title, and says so', async ({ prepare }) => {
    const app = express()
    prepare(app)
    app.get('/', requireScopes('read'), (_req, res) => void res.end('served'))
    app.use(((error: Error, _req, res, _next) => {
      res.status(500).end(error.message)
    }) satisfies express.ErrorRequestHandler)
    const ask = await serve(app)
    const token = await issuer.issue({ claims: { scope: 'read' } })
    const { status, body } = await ask('/', token)
    expect(status).toBe(500)
    expect(body).toContain(
      'requireAuth() did not run before this guard, or res.locals was replaced in between'
    )
  })

  test('passes a fault of a guard’s function on to the application', async () => {
    const app = express()
    const fault = () => {
      throw new TypeError('a fault')
    }
    app.use(requireAuth(issuer.options))
    app.get('/', adapter.requireClaim('sub', fault), (_req, res) => void res.end('served'))
    app.use(((error: Error, _req, res, _next) => {
      res.status(500).end(error.message)
    }) satisfies express.ErrorRequestHandler)
    const ask = await serve(app)
    expect(await ask('/', await issuer.issue())).toMatchObject({ status: 500, body: 'a fault' })
  })
})

test('the package gives what an application needs of the core', () => {
  expect(adapter.createProtectedResource).toBe(core.createProtectedResource)
  expect(adapter.ProtectedResourceError).toBe(core.ProtectedResourceError)
  expect(adapter.ConfigurationError).toBe(core.ConfigurationError)
})
