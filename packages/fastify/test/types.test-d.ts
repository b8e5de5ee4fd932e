import type { AuthContext, Guard, ProtectedResource, ProtectedResourceError } from '@portcullis/core'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyTypeProvider,
  type onRequestHookHandler,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault
} from 'fastify'
import { describe, expectTypeOf, test } from 'vitest'
import portcullis, {
  allOf,
  anyOf,
  requireAnyScope,
  requireAuthentication,
  requireClaim,
  requirePermissions,
  requireRoles,
  requireScopes,
  type AuthHook,
  type GuardHook
} from '../src/index.ts'

declare const app: FastifyInstance
declare const resource: ProtectedResource
const options = { issuer: 'https://as.example.test', audience: 'https://api.example.test' }

/** A type provider as those for JSON Schema and Zod are: the schema is the type. */
interface SchemaIsType extends FastifyTypeProvider {
  readonly validator: this['schema']
  readonly serializer: this['schema']
}

interface OwnLogger extends FastifyBaseLogger {
  audit(message: string): void
}

describe('a request', () => {
  test('has its caller without any cast', () => {
    app.get('/', (request) => {
      expectTypeOf(request.auth).toEqualTypeOf<AuthContext>()
      expectTypeOf(request.auth.subject).toEqualTypeOf<string | undefined>()
      expectTypeOf(request.auth.scopes).toEqualTypeOf<string[]>()
      expectTypeOf(request.authFailure).toEqualTypeOf<ProtectedResourceError | undefined>()
      return { hello: request.auth.subject }
    })
  })

  test('has the types of its route beside', () => {
    app.get<{ Params: { id: string } }>('/:id', { onRequest: requireScopes('read') }, (request) => {
      expectTypeOf(request.params.id).toEqualTypeOf<string>()
      expectTypeOf(request.auth.clientId).toEqualTypeOf<string>()
      return {}
    })
  })

  test('has the types of a type provider beside', () => {
    const typed = app.withTypeProvider<SchemaIsType>()
    const params: { id: string } = { id: 'text' }
    const schema = { params, body: { amount: 5 } }
    typed.post('/:id', { schema, onRequest: [requireScopes('write'), typed.requireAuth()] }, (request) => {
      expectTypeOf(request.params.id).toEqualTypeOf<string>()
      expectTypeOf(request.body.amount).toEqualTypeOf<number>()
      expectTypeOf(request.auth).toEqualTypeOf<AuthContext>()
      return {}
    })
    typed.route({
      method: 'GET',
      url: '/:id',
      schema: { params },
      onRequest: allOf(requireScopes('read'), requireRoles('editor')),
      handler: (request) => {
        expectTypeOf(request.params.id).toEqualTypeOf<string>()
        return { hello: request.auth.subject }
      }
    })
  })
})

describe('the plugin', () => {
  test('takes options, a protected resource, or nothing', () => {
    app.register(portcullis, options)
    app.register(portcullis, resource)
    app.register(portcullis)
    Fastify({ logger: true }).register(portcullis, options)
    expectTypeOf(portcullis).toBeFunction()
    // @ts-expect-error It is called audience.
    app.register(portcullis, { ...options, aud: 'x' })
    // @ts-expect-error HMAC is not an option.
    app.register(portcullis, { ...options, algorithms: ['HS256'] })
  })

  test('gives the application its hooks', () => {
    expectTypeOf(app.protectedResource).toEqualTypeOf<ProtectedResource>()
    expectTypeOf(app.requireAuth()).toEqualTypeOf<AuthHook>()
    expectTypeOf(app.optionalAuth({ onInvalidToken: 'anonymous' })).toEqualTypeOf<AuthHook>()
    app.addHook('onRequest', app.requireAuth())
    app.addHook('preHandler', app.requireAuth())
    // @ts-expect-error There are two ways.
    app.optionalAuth({ onInvalidToken: 'ignore' })
  })
})

describe('guards', () => {
  test('go wherever Fastify takes hooks', () => {
    expectTypeOf<GuardHook>().toExtend<onRequestHookHandler>()
    app.addHook('onRequest', requireScopes('read'))
    app.get('/', { onRequest: requireScopes('read') }, () => ({}))
    app.get('/array', { onRequest: [requireScopes('read'), requireRoles('editor')] }, () => ({}))
    app.get('/handler', { preHandler: requireScopes('read') }, () => ({}))
  })

  test('go with another logger and server as well', () => {
    type Other = FastifyInstance<
      RawServerDefault,
      RawRequestDefaultExpression,
      RawReplyDefaultExpression,
      FastifyBaseLogger,
      SchemaIsType
    >
    const add = (other: Other) => other.get('/', { onRequest: requireScopes('read') }, () => ({}))
    expectTypeOf(add).toBeFunction()
    const ownLogger: OwnLogger = { ...app.log, audit: () => undefined }
    const withLogger = Fastify({ loggerInstance: ownLogger })
    withLogger.addHook('onRequest', withLogger.requireAuth())
    withLogger.get('/', { onRequest: [withLogger.optionalAuth(), requireScopes('read')] }, (request) => {
      expectTypeOf(request.log.audit).toBeFunction()
      return { hello: request.auth.subject }
    })
    withLogger.register(portcullis, options)
    const withHttp2 = Fastify({ http2: true })
    withHttp2.get('/', { onRequest: withHttp2.requireAuth(), preHandler: requireRoles('editor') }, () => ({}))
    withHttp2.register(portcullis, options)
  })

  test('take what those of the core take', () => {
    expectTypeOf(requireScopes).parameters.toEqualTypeOf<[scope: string, ...moreScopes: string[]]>()
    // @ts-expect-error A guard without a scope requires nothing.
    expectTypeOf(requireScopes).toBeCallableWith()
    expectTypeOf(requireAnyScope).returns.toEqualTypeOf<GuardHook>()
    expectTypeOf(requirePermissions('a').guard).toEqualTypeOf<Guard>()
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
