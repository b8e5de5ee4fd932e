import { ConfigurationError } from '@portcullis/core'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { optionalAuth, requireAuth } from '../src/index.ts'
import { FRAMEWORKS, tellError, tellSubject } from './support/handlers.ts'
import { serve } from './support/serve.ts'

let issuer: TestIssuer
beforeEach(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'] })
})
afterEach(() => issuer.close())
afterEach(() => vi.unstubAllEnvs())

describe.each(FRAMEWORKS)('on $name', ({ framework }) => {
  test('issuer and audience come from the environment if no option names them', async () => {
    vi.stubEnv('OAUTH_ISSUER', issuer.issuer)
    vi.stubEnv('OAUTH_AUDIENCE', issuer.audience)
    const app = framework()
    app.get('/required', requireAuth(), tellSubject)
    app.get('/optional', optionalAuth(), (req, res) => res.json({ known: req.auth !== undefined }))
    vi.unstubAllEnvs()
    const ask = await serve(app)
    const token = await issuer.issue({ claims: { sub: 'alice' } })
    expect((await ask('/required', token)).body).toBe('{"subject":"alice"}')
    expect((await ask('/required')).status).toBe(401)
    expect((await ask('/optional')).body).toBe('{"known":false}')
    expect((await ask('/optional', token)).body).toBe('{"known":true}')
    expect((await ask('/optional', 'opaque')).status).toBe(401)
  })

  test('the environment fills in omitted options, next to options of the adapter', async () => {
    vi.stubEnv('OAUTH_ISSUER', issuer.issuer)
    vi.stubEnv('OAUTH_AUDIENCE', issuer.audience)
    const app = framework()
    app.get('/own', requireAuth({ audience: 'own' }), tellSubject)
    app.get('/beside', requireAuth({ clockToleranceSeconds: 5 }, { onRefusal: 'next' }), tellSubject)
    app.get('/both', requireAuth({ onRefusal: 'answer' }, { onRefusal: 'next' }), tellSubject)
    app.get('/news', optionalAuth(undefined, { onInvalidToken: 'anonymous' }), (req, res) =>
      res.json({ failure: req.authFailure?.code })
    )
    app.use(tellError)
    const ask = await serve(app)
    const token = await issuer.issue({ claims: { sub: 'alice' } })
    expect((await ask('/own', token)).status).toBe(401)
    expect((await ask('/beside', token)).body).toBe('{"subject":"alice"}')
    expect((await ask('/beside', 'opaque')).body).toBe('{"own":"token_opaque"}')
    expect((await ask('/both', 'opaque')).body).toContain('invalid_token')
    expect((await ask('/news', 'opaque')).body).toBe('{"failure":"token_opaque"}')
  })

  test('app.use(requireAuth) without a call admits no request and says what to write', async () => {
    const app = framework()
    app.use(requireAuth as unknown as RequestHandler)
    app.get('/', (_req, res) => void res.json({ served: true }))
    app.use(((error: Error, _req, res, _next) => res.json({ message: error.message })) as ErrorRequestHandler)
    const ask = await serve(app)
    expect((await ask('/', await issuer.issue())).body).toContain('write requireAuth(), not requireAuth')
  })
})

describe('a mistake in the configuration stops the program', () => {
  test.each([
    ['nothing at all', () => requireAuth(), 'issuer'],
    ['no options', () => requireAuth({}), 'issuer'],
    ['no audience', () => requireAuth({ issuer: 'https://as.example.test' }), 'audience'],
    ['no options, where none are required', () => optionalAuth({}), 'issuer'],
    ['a misspelt option', () => requireAuth({ isuer: 'https://as.example.test' } as object), 'isuer'],
    [
      'an address in the place of options',
      () => requireAuth('https://as.example.test' as unknown as object),
      'options'
    ],
    ['null in the place of options', () => optionalAuth(null as unknown as object), 'options'],
    ['a choice that does not exist', () => requireAuth({ onRefusal: 'nxt' as 'next' }), 'onRefusal'],
    ['one beside', () => optionalAuth({}, { onInvalidToken: 'anon' as 'refuse' }), 'onInvalidToken'],
    ['a misspelt choice', () => requireAuth({}, { onrefusal: 'next' } as object), 'onrefusal'],
    ['a choice of another', () => requireAuth({}, { onInvalidToken: 'refuse' } as object), 'onInvalidToken'],
    ['the same among options', () => requireAuth({ onInvalidToken: 'refuse' } as object), 'onInvalidToken']
  ])('%s', (_title, make, option) => {
    vi.stubEnv('OAUTH_ISSUER', '')
    vi.stubEnv('OAUTH_AUDIENCE', undefined)
    expect(make).toThrow(ConfigurationError)
    expect(make).toThrow(expect.objectContaining({ option }))
  })
})
