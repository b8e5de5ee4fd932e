import { ConfigurationError, createProtectedResource } from '@portcullis/core'
import Fastify, { type FastifyPluginOptions, type FastifyRequest } from 'fastify'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import portcullis, { requireClaim, requireScopes } from '../src/index.ts'
import { useIssuer } from './support/open-issuer.ts'
import { serve } from './support/serve.ts'

const issuer = useIssuer()
afterEach(() => vi.unstubAllEnvs())

const tellSubject = (request: FastifyRequest) => ({ subject: request.auth.subject })

describe('the plugin', () => {
  test('takes a protected resource that exists already, and leaves it open when the application closes', async () => {
    const resource = createProtectedResource(issuer().options)
    const app = Fastify()
    await app.register(portcullis, resource)
    expect(app.protectedResource).toBe(resource)
    app.get('/', { onRequest: app.requireAuth() }, tellSubject)
    const ask = await serve(app)
    const token = await issuer().issue({ claims: { sub: 'alice' } })
    expect((await ask('/', token)).body).toBe('{"subject":"alice"}')
    await app.close()
    const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } }
    expect((await resource.authenticate(request)).subject).toBe('alice')
    await resource.close()
  })

  test('closes the protected resource that it has made with the application', async () => {
    const app = Fastify()
    await app.register(portcullis, issuer().options)
    const resource = app.protectedResource
    const headers = { authorization: `Bearer ${await issuer().issue()}` }
    await resource.authenticate({ method: 'GET', url: '/', headers })
    await app.close()
    await expect(resource.authenticate({ method: 'GET', url: '/', headers })).rejects.toMatchObject({
      status: 503
    })
  })

  test('takes omitted options from the environment', async () => {
    vi.stubEnv('OAUTH_ISSUER', issuer().issuer)
    vi.stubEnv('OAUTH_AUDIENCE', 'https://other.example.test')
    const app = Fastify()
    await app.register(portcullis, { audience: issuer().audience, clockToleranceSeconds: 5 })
    app.get('/', { onRequest: app.requireAuth() }, tellSubject)
    const ask = await serve(app)
    expect((await ask('/', await issuer().issue())).status).toBe(200)
  })

  test('reads the environment when it is registered, even if process.env was replaced', async () => {
    const { env } = process
    onTestFinished(() => void (process.env = env))
    process.env = { ...env, OAUTH_ISSUER: issuer().issuer, OAUTH_AUDIENCE: issuer().audience }
    const app = Fastify()
    await app.register(portcullis)
    app.get('/', { onRequest: app.requireAuth() }, tellSubject)
    const ask = await serve(app)
    expect((await ask('/', await issuer().issue())).status).toBe(200)
  })

  test.each([{ onInvalidToken: 'anon' }, { oninvalidtoken: 'anonymous' }])(
    'has no optional authentication with %j',
    async (optional) => {
      const app = Fastify()
      await app.register(portcullis, issuer().options)
      expect(() => app.optionalAuth(optional as object)).toThrow(ConfigurationError)
      await app.close()
    }
  )

  test('takes issuer and audience from the environment if there are no options', async () => {
    vi.stubEnv('OAUTH_ISSUER', issuer().issuer)
    vi.stubEnv('OAUTH_AUDIENCE', issuer().audience)
    const app = Fastify()
    await app.register(portcullis)
    app.get('/', { onRequest: app.requireAuth() }, tellSubject)
    const ask = await serve(app)
    expect((await ask('/', await issuer().issue({ claims: { sub: 'alice' } }))).body).toBe(
      '{"subject":"alice"}'
    )
    expect((await ask('/')).status).toBe(401)
  })

  test.each([
    ['nothing at all', undefined, 'issuer'],
    ['no audience', { issuer: 'https://as.example.test' }, 'audience'],
    ['a misspelt option', { isuer: 'https://as.example.test' }, 'isuer']
  ])('stops the program that gives it %s', async (_title, options, option) => {
    vi.stubEnv('OAUTH_ISSUER', undefined)
    const app = Fastify()
    const registered = app.register(portcullis, options as FastifyPluginOptions)
    await expect(Promise.resolve(registered)).rejects.toBeInstanceOf(ConfigurationError)
    await expect(Promise.resolve(app.ready())).rejects.toMatchObject({ option })
  })

  test('says what to write if app.requireAuth is used without a call', async () => {
    const app = Fastify()
    await app.register(portcullis, issuer().options)
    app.get('/', { onRequest: app.requireAuth as unknown as ReturnType<typeof app.requireAuth> }, tellSubject)
    const ask = await serve(app)
    const { status, body } = await ask('/', await issuer().issue())
    expect([status, body]).toEqual([500, expect.stringContaining('write requireAuth(), not requireAuth')])
  })

  test('fails if it is registered twice in one scope', async () => {
    const app = Fastify()
    const registered = app.register(portcullis, issuer().options).register(portcullis, issuer().options)
    await expect(Promise.resolve(registered)).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('registered twice in one scope') as string
    })
  })

  test('fails at registration if request.auth belongs to another plugin', async () => {
    const app = Fastify()
    app.decorateRequest('auth', { getter: () => undefined } as never)
    const registered = app.register(portcullis, issuer().options)
    await expect(Promise.resolve(registered)).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('request.auth belongs to another plugin') as string
    })
  })

  test('sets auth on the raw request, too', async () => {
    const app = Fastify()
    await app.register(portcullis, issuer().options)
    app.get('/', { onRequest: app.requireAuth() }, ({ raw, auth }) => ({
      isSame: Reflect.get(raw, 'auth') === auth
    }))
    const ask = await serve(app)
    expect((await ask('/', await issuer().issue())).body).toBe('{"isSame":true}')
  })

  test('decorates its scope and those inside, and no other', async () => {
    const app = Fastify()
    let inside = false
    await app.register(async (scope) => {
      await scope.register(portcullis, issuer().options)
      await scope.register((inner, _options, done) => {
        inside = inner.hasDecorator('requireAuth') && inner.hasRequestDecorator('auth')
        done()
      })
    })
    await app.ready()
    expect(inside).toBe(true)
    expect(app.hasDecorator('requireAuth')).toBe(false)
    expect(app.hasDecorator('protectedResource')).toBe(false)
    await app.close()
  })

  test('may be registered again in an inner scope, whose protected resource counts there', async () => {
    const app = Fastify()
    const { options } = issuer()
    await app.register(portcullis, options)
    app.get('/outer', { onRequest: requireScopes('read') }, tellSubject)
    await app.register(async (scope) => {
      await scope.register(portcullis, { ...options, audience: 'https://inner.example.test' })
      scope.get('/inner', { onRequest: requireScopes('read') }, tellSubject)
    })
    const ask = await serve(app)
    const outer = await issuer().issue({ claims: { scope: 'read' } })
    const inner = await issuer().issue({ claims: { scope: 'read', aud: 'https://inner.example.test' } })
    expect([(await ask('/outer', outer)).status, (await ask('/outer', inner)).status]).toEqual([200, 401])
    expect([(await ask('/inner', outer)).status, (await ask('/inner', inner)).status]).toEqual([401, 200])
  })

  test('names itself, and the version of Fastify that it is for', async () => {
    const app = Fastify()
    await app.register(portcullis, issuer().options)
    expect(app.hasPlugin('@portcullis/fastify')).toBe(true)
    await app.close()
  })
})

test('an answer that cannot be made is an error of the application, and not the end of the process', async () => {
  const noAnswer = () => {
    throw new RangeError('no answer')
  }
  const app = Fastify()
  await app.register(portcullis, { ...createProtectedResource(issuer().options), answer: noAnswer })
  app.get('/', { onRequest: app.requireAuth() }, tellSubject)
  const ask = await serve(app)
  // At once, and after the keys were waited for.
  for (const token of [undefined, await issuer().issue({ claims: { aud: 'other' } })]) {
    const { status, body } = await ask('/', token)
    expect([status, body]).toEqual([500, expect.stringContaining('no answer')])
  }
})

test('a fault of a guard’s function goes the way of errors', async () => {
  const app = Fastify()
  await app.register(portcullis, issuer().options)
  const fault = () => {
    throw new TypeError('a fault')
  }
  app.get('/', { onRequest: requireClaim('sub', fault) }, tellSubject)
  const ask = await serve(app)
  const answer = await ask('/', await issuer().issue())
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([500, { message: 'a fault' }])
})
