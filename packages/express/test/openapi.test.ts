import { Validator } from '@seriousme/openapi-schema-validator'
import type { RequestHandler } from 'express'
import { createTestIssuer } from '@portcullis/testing'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import {
  ConfigurationError,
  createProtectedResource,
  optionalAuth,
  requireAuth,
  requireRoles,
  requireScopes
} from '../src/index.ts'
import { addOpenApiSecurity, openApiSecuritySchemes } from '../src/openapi.ts'
import { FRAMEWORKS } from './support/handlers.ts'
import { serve } from './support/serve.ts'

const api = createProtectedResource({ issuer: 'https://auth.example.com', audience: 'orders' })
afterAll(() => api.close())
const answer: RequestHandler = (_req, res) => void res.json({})
const passOn: RequestHandler = (_req, _res, next) => next()

/** A document with these operations, each as `get /path`. */
function documentOf(...operations: readonly string[]) {
  const paths: Record<string, Record<string, object>> = {}
  for (const name of operations) {
    const [method = '', path = ''] = name.split(' ')
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => ({
      name: parameter,
      in: 'path',
      required: true,
      schema: { type: 'string' }
    }))
    paths[path] = {
      ...paths[path],
      [method]: { summary: name, parameters, responses: { 200: { description: 'Found' } } }
    }
  }
  const components = { securitySchemes: { oauth2: { type: 'oauth2', flows: {} } } }
  return { openapi: '3.1.0', info: { title: 'Orders', version: '1' }, components, paths }
}

/** The security of each operation, of a document that must be valid. */
async function securitiesOf(document: ReturnType<typeof documentOf>): Promise<Record<string, unknown>> {
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true })
  const entries = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, unknown] => {
      const security: unknown = Reflect.get(operation, 'security')
      return [`${method} ${path}`, security]
    })
  )
  return Object.fromEntries(entries)
}

describe.each(FRAMEWORKS)('addOpenApiSecurity on $name', ({ framework }) => {
  test('adds the guards of routes, routers under any path, and the middleware in front of them', async () => {
    const orders = framework.Router()
    orders.get('/', requireScopes('read'), answer)
    orders.route('/:id').get(requireScopes('read'), answer).delete(requireScopes('delete'), answer)
    const admin = framework.Router({ mergeParams: true })
    admin.use(requireRoles('admin'))
    admin.get('/users', answer)
    const app = framework()
    app.get('/public', answer)
    app.use('/news', optionalAuth(api))
    app.get('/news', answer)
    app.use(passOn, requireAuth(api))
    app.get('/me', answer)
    app.use('/orders', orders)
    app.use('/tenants/:tenant', admin)
    const document = documentOf(
      'get /public',
      'get /news',
      'get /me',
      'get /orders',
      'get /orders/{id}',
      'delete /orders/{id}',
      'get /tenants/{tenant}/users'
    )
    expect(await securitiesOf(addOpenApiSecurity(document, app))).toEqual({
      'get /public': [],
      'get /news': [{}, { oauth2: [] }],
      'get /me': [{ oauth2: [] }],
      'get /orders': [{ oauth2: ['read'] }],
      'get /orders/{id}': [{ oauth2: ['read'] }],
      'delete /orders/{id}': [{ oauth2: ['delete'] }],
      'get /tenants/{tenant}/users': [{ oauth2: [] }]
    })
    expect(JSON.stringify(document)).not.toContain('security"')
  })

  test('shows what Express does: an operation is refused if and only if the document says so', async () => {
    const router = framework.Router()
    router.get('/first', answer)
    router.use(requireAuth(api))
    router.get('/second', answer)
    const app = framework()
    app.use('/a', router)
    app.get('/a/third', answer)
    app.all('/b', requireAuth(api))
    app.get('/b', answer)
    app.get('/c', passOn, answer)
    app.use(requireAuth(api))
    app.get('/c', answer)
    app.all('/d', answer)
    const paths = ['/a/first', '/a/second', '/a/third', '/b', '/c', '/d']
    const document = addOpenApiSecurity(documentOf(...paths.map((path) => `get ${path}`)), app)
    const ask = await serve(app)
    const securities = Object.entries(await securitiesOf(document))
    expect(securities).toHaveLength(paths.length)
    for (const [name, security] of securities) {
      const path = name.slice('get '.length)
      expect((await ask(path)).status, path).toBe(JSON.stringify(security) === '[]' ? 200 : 401)
    }
  })

  test('keeps what an operation states itself, and everything else of the document', async () => {
    const app = framework()
    app.get('/orders', requireAuth(api), requireScopes('read'), answer)
    const document = documentOf('get /orders')
    const own = { security: [{ oauth2: ['own'] }], responses: { 401: { description: 'mine' } } }
    const written = {
      ...document,
      paths: { '/orders': { summary: 'Orders', get: { ...own, 'x-own': true } } }
    }
    expect(addOpenApiSecurity(written, app)).toMatchObject({
      info: document.info,
      paths: {
        '/orders': {
          summary: 'Orders',
          get: { 'x-own': true, security: own.security, responses: { 401: { description: 'mine' }, 403: {} } }
        }
      }
    })
  })

  test('keeps extensions among the paths', () => {
    const app = framework()
    app.get('/orders', answer)
    const extension = JSON.parse('{"x-note":"all of them"}') as Record<string, object>
    const { paths } = addOpenApiSecurity({ paths: { ...documentOf('get /orders').paths, ...extension } }, app)
    expect(paths).toMatchObject({ '/orders': { get: { security: [] } }, 'x-note': 'all of them' })
  })

  test('uses the names of the schemes', () => {
    const app = framework()
    app.get('/orders', requireScopes('read'), answer)
    const { paths } = addOpenApiSecurity(documentOf('get /orders'), app, { schemes: ['staff'] })
    expect(paths['/orders']).toMatchObject({ get: { security: [{ staff: ['read'] }] } })
  })

  test('throws for an operation without a route, and for an application without any', () => {
    const app = framework()
    expect(() => addOpenApiSecurity(documentOf('get /orders'), app)).toThrow(ConfigurationError)
    app.post('/orders', answer)
    expect(() => addOpenApiSecurity(documentOf('get /orders'), app)).toThrow('no route for GET /orders')
    const empty: { info: object; paths?: Record<string, object> } = { info: {} }
    expect(addOpenApiSecurity(empty, app)).toEqual({ info: {}, paths: {} })
  })

  test('reads the example of a path parameter, which the pattern of a route can need', () => {
    const app = framework()
    // Express 5 has no patterns in strings.
    app.get(/^\/orders\/(\d+)$/, requireScopes('read'), answer)
    const document = documentOf('get /orders/{id}')
    expect(() => addOpenApiSecurity(document, app)).toThrow('"example"')
    const parameters = [
      { name: 'other', in: 'query' },
      { name: 'id', in: 'path', required: true, example: 17 }
    ]
    const paths = { '/orders/{id}': { parameters, get: { responses: {} } } }
    const { paths: secured } = addOpenApiSecurity({ paths }, app)
    expect(secured['/orders/{id}'].get).toMatchObject({ security: [{ oauth2: ['read'] }] })
  })
})

test('the security schemes of an API are those of its issuer', async () => {
  const issuer = await createTestIssuer()
  onTestFinished(() => issuer.close())
  const { protectedResource } = requireAuth(issuer.options)
  onTestFinished(() => protectedResource.close())
  const { oauth2 } = await openApiSecuritySchemes(protectedResource)
  expect(oauth2?.flows.authorizationCode?.tokenUrl).toMatch(/\/token$/)
})
