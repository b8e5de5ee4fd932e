import swagger from '@fastify/swagger'
import { Validator } from '@seriousme/openapi-schema-validator'
import Fastify, { type FastifyInstance } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import portcullis, { anyOf, requireRoles, requireScopes } from '../src/index.ts'
import { openApiSecurity, openApiSecuritySchemes } from '../src/openapi.ts'
import { useIssuer } from './support/open-issuer.ts'
import { serve } from './support/serve.ts'

const issuer = useIssuer()
const handler = async () => ({})

interface Operation {
  readonly security: unknown
  readonly responses: Readonly<Record<string, object>>
}

/** Creates an application whose routes are documented. */
async function createApp(options: object = {}, metadata = {}): Promise<FastifyInstance> {
  const app = Fastify()
  onTestFinished(() => app.close())
  const scheme = { type: 'oauth2', flows: {} } as const
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', components: { securitySchemes: { oauth2: scheme, staff: scheme } } }
  })
  await app.register(openApiSecurity, options)
  await app.register(portcullis, { ...issuer().options, ...metadata })
  return app
}

/** The operations of the document, which must be valid: by path and method. */
async function operationsOf(app: FastifyInstance): Promise<Record<string, Operation>> {
  await app.ready()
  const document = app.swagger()
  expect(await new Validator().validate({ ...structuredClone(document) })).toMatchObject({ valid: true })
  const entries = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries<Operation>({ ...(item as object) }).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation
    ])
  )
  return Object.fromEntries(entries)
}

const securities = (operations: Record<string, Operation>) =>
  Object.fromEntries(Object.entries(operations).map(([name, { security }]) => [name, security]))

test('the document shows guards of routes, requireAuth, optionalAuth and public routes', async () => {
  const app = await createApp()
  app.get('/public', handler)
  app.get('/me', { onRequest: app.requireAuth() }, handler)
  app.get('/news', { preHandler: [app.optionalAuth()] }, handler)
  app.get('/orders/:id', { onRequest: requireScopes('read', 'orders') }, handler)
  app.post('/orders', { preValidation: [async () => undefined, requireScopes('write')] }, handler)
  const guard = anyOf(requireRoles('admin'), requireScopes('delete'))
  app.delete('/orders/:id', { onRequest: guard }, handler)
  const operations = await operationsOf(app)
  expect(securities(operations)).toEqual({
    'get /public': [],
    'get /me': [{ oauth2: [] }],
    'get /news': [{}, { oauth2: [] }],
    'get /orders/{id}': [{ oauth2: ['read', 'orders'] }],
    'post /orders': [{ oauth2: ['write'] }],
    'delete /orders/{id}': [{ oauth2: [] }, { oauth2: ['delete'] }]
  })
  expect(operations['delete /orders/{id}']).toMatchObject({
    'x-requirements': [{ roles: ['admin'] }, { scopes: ['delete'] }]
  })
  expect(Object.keys(operations['get /orders/{id}']?.responses ?? {})).toEqual(['200', '401', '403', '503'])
  expect(Object.keys(operations['get /public']?.responses ?? {})).toEqual(['200'])
})

test('the document shows hooks of a scope for its routes and scopes inside, and for no others', async () => {
  const app = await createApp()
  app.get('/outside', handler)
  await app.register(async (scope) => {
    scope.get('/before', handler)
    scope.addHook('onRequest', scope.requireAuth())
    scope.addHook('preHandler', requireScopes('read'))
    scope.addHook('onSend', async () => undefined)
    await scope.register(async (inner) => {
      inner.addHook('onRequest', requireScopes('inner'))
      inner.get('/inner', { onRequest: requireScopes('route') }, handler)
    })
    scope.get('/after', handler)
  })
  await app.register(async (sibling) => void sibling.get('/sibling', handler))
  expect(securities(await operationsOf(app))).toEqual({
    'get /outside': [],
    // Fastify runs hooks of a scope for all of its routes.
    'get /before': [{ oauth2: ['read'] }],
    'get /inner': [{ oauth2: ['read', 'inner', 'route'] }],
    'get /after': [{ oauth2: ['read'] }],
    'get /sibling': []
  })
})

test('the document shows what Fastify does: routes are refused if and only if it says so', async () => {
  const app = await createApp()
  await app.register(async (scope) => {
    scope.get('/a/first', handler)
    scope.addHook('onRequest', app.requireAuth())
    await scope.register(async (inner) => void inner.get('/a/inner', handler))
  })
  await app.register(async (scope) => {
    await scope.register(async (inner) => void inner.get('/b/inner', handler))
    scope.addHook('onRequest', app.requireAuth())
    scope.get('/b/last', handler)
  })
  app.addHook('onRequest', async () => undefined)
  app.get('/public', handler)
  const operations = await operationsOf(app)
  const ask = await serve(app)
  const paths = Object.entries(operations).map(([name, { security }]) => ({
    path: name.slice('get '.length),
    isPublic: JSON.stringify(security) === '[]'
  }))
  expect(paths.map(({ path }) => path)).toHaveLength(5)
  for (const { path, isPublic } of paths) expect((await ask(path)).status, path).toBe(isPublic ? 200 : 401)
})

test('what a schema states itself stays, and serialization of answers does not change', async () => {
  const app = await createApp()
  const own = {
    200: { type: 'object', properties: { id: { type: 'string' } } },
    401: { type: 'null', description: 'mine' }
  }
  const schema = { security: [{ staff: ['x'] }], summary: 'A route', response: own }
  app.get('/own', { onRequest: requireScopes('read'), schema }, handler)
  app.setErrorHandler((_error, _request, reply) => reply.send({ more: 'is sent' }))
  app.get(
    '/fails',
    {
      preHandler: app.requireAuth(),
      onRequest: async (_request, reply) => reply.code(503).send({ more: 1 })
    },
    handler
  )
  const operations = await operationsOf(app)
  expect(operations['get /own']).toMatchObject({
    summary: 'A route',
    security: [{ staff: ['x'] }],
    responses: { 200: { content: {} }, 401: { description: 'mine' }, 403: {}, 503: {} }
  })
  const ask = await serve(app)
  expect((await ask('/fails')).body).toBe('{"more":1}')
})

test('schemes get the names of the option, and the route of the metadata is not shown', async () => {
  const resource = 'https://api.example.com'
  const app = await createApp({ schemes: ['staff'] }, { resource, metadata: {} })
  app.get('/me', { onRequest: app.requireAuth() }, handler)
  expect(securities(await operationsOf(app))).toEqual({ 'get /me': [{ staff: [] }] })
})

test('the plugin works without @fastify/swagger, and twice in separate scopes', async () => {
  const app = Fastify()
  onTestFinished(() => app.close())
  for (const name of ['one', 'two'])
    await app.register(async (scope) => {
      await scope.register(openApiSecurity, { schemes: [name] })
      await scope.register(portcullis, issuer().options)
      scope.addHook('onRequest', requireScopes(name))
      scope.get(`/${name}`, handler)
    })
  const ask = await serve(app)
  expect((await ask('/one')).status).toBe(401)
  expect((await ask('/two', await issuer().issue({ claims: { scope: 'two' } }))).status).toBe(200)
})

test('the security schemes of an application are those of its issuer', async () => {
  const app = await createApp()
  const { oauth2 } = await openApiSecuritySchemes(app.protectedResource, { scopes: ['read'] })
  expect(oauth2?.flows.authorizationCode).toMatchObject({ scopes: { read: '' }, 'x-usePkce': 'SHA-256' })
  expect(oauth2?.flows.authorizationCode?.authorizationUrl).toMatch(/\/authorize$/)
})
