import type { AuthContext, Guard, ProtectedResource, ProtectedResourceError } from '@portcullis/core'
import express, { type Express, type Request, type RequestHandler, type Router } from 'express'
import { describe, expectTypeOf, test } from 'vitest'
import {
  allOf,
  anyOf,
  optionalAuth,
  requireAnyScope,
  requireAuth,
  requireAuthentication,
  requireClaim,
  requirePermissions,
  requireRoles,
  requireScopes,
  type AuthMiddleware,
  type GuardMiddleware
} from '../src/index.ts'

declare const app: Express
declare const router: Router
declare const resource: ProtectedResource
const options = { issuer: 'https://as.example.test', audience: 'https://api.example.test' }

describe('a request', () => {
  test('has the parameters of its route beside', () => {
    app.get('/:id/messages/:message', requireScopes('read'), (req) => {
      expectTypeOf(req.params.id).toEqualTypeOf<string>()
      expectTypeOf(req.params.message).toEqualTypeOf<string>()
      expectTypeOf(req.auth.clientId).toEqualTypeOf<string>()
    })
  })

  test('has its caller without any cast', () => {
    app.get('/', (req, res) => {
      expectTypeOf(req.auth).toEqualTypeOf<AuthContext>()
      expectTypeOf(req.auth.subject).toEqualTypeOf<string | undefined>()
      expectTypeOf(req.auth.scopes).toEqualTypeOf<string[]>()
      expectTypeOf(req.auth.claims['email']).toEqualTypeOf<unknown>()
      expectTypeOf(req.authFailure).toEqualTypeOf<ProtectedResourceError | undefined>()
      res.json({ hello: req.auth.subject })
    })
    expectTypeOf<Request>().toHaveProperty('auth')
  })
})

describe('middleware', () => {
  test('goes wherever Express takes middleware', () => {
    expectTypeOf(requireAuth(options)).toEqualTypeOf<AuthMiddleware>()
    expectTypeOf<AuthMiddleware>().toExtend<RequestHandler>()
    expectTypeOf<GuardMiddleware>().toExtend<RequestHandler>()
    app.use(requireAuth(options))
    app.use('/path', requireAuth(options), optionalAuth(resource, { onInvalidToken: 'anonymous' }))
    router.use(requireAuth(resource, { onRefusal: 'next' }))
    express.Router().all('/', requireAuth())
  })

  test('gives its protected resource', () => {
    expectTypeOf(requireAuth(options).protectedResource).toEqualTypeOf<ProtectedResource>()
  })

  test('does not take options that do not exist', () => {
    expectTypeOf(requireAuth).parameter(0).not.toBeAny()
    // @ts-expect-error It is called audience.
    requireAuth({ ...options, aud: 'x' })
    // @ts-expect-error What is required cannot count as none.
    requireAuth({ ...options, onInvalidToken: 'anonymous' })
    // @ts-expect-error The query string is never read.
    requireAuth({ ...options, tokenLocations: ['query'] })
    // @ts-expect-error HMAC is not an option.
    requireAuth({ ...options, algorithms: ['HS256'] })
    // @ts-expect-error There are two ways.
    requireAuth({ ...options, onRefusal: 'throw' })
  })
})

describe('guards', () => {
  test('take what those of the core take', () => {
    expectTypeOf(requireScopes).parameters.toEqualTypeOf<[scope: string, ...moreScopes: string[]]>()
    // @ts-expect-error A guard without a scope requires nothing.
    expectTypeOf(requireScopes).toBeCallableWith()
    expectTypeOf(requireAnyScope('a')).toExtend<GuardMiddleware>()
    expectTypeOf(requirePermissions('a').guard).toEqualTypeOf<Guard>()
    requireClaim('tenant', 'acme')
    requireClaim('level', (value, context) => {
      expectTypeOf(value).toEqualTypeOf<unknown>()
      expectTypeOf(context).toEqualTypeOf<AuthContext>()
      return value === 5
    })
    requireAuthentication({ acr: ['a'], maxAgeSeconds: 300 })
    allOf(requireScopes('a'), anyOf(requireRoles('b')), requireAnyScope('c').guard)
    // @ts-expect-error Scopes are arguments of their own.
    requireScopes(['a', 'b'])
    // @ts-expect-error A promise is not a verdict.
    requireClaim('level', async () => true)
    // @ts-expect-error The unit is part of the name.
    requireAuthentication({ maxAge: 300 })
    // @ts-expect-error A name is not a guard.
    allOf('read')
  })
})
