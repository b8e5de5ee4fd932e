import { inspect } from 'node:util'
import { channel } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { ProtectedResourceError } from '../src/errors/protected-resource-error.ts'
import { EVENT_CHANNEL } from '../src/events/events.ts'
import { requireAuthentication, requireScopes } from '../src/guards/create-guards.ts'
import { createProtectedResource } from '../src/protected-resource.ts'
import { mistakeOf, refusalOf } from './support/refusal-of.ts'
import { createStaticResource, openStaticResource, requestWith } from './support/static-resource.ts'
import { AUDIENCE, ISSUER, NOW, validClaims } from './support/test-token.ts'

const { resource, sign } = createStaticResource()
const anonymous = { method: 'GET', url: '/', headers: {} }
const preflight = {
  method: 'OPTIONS',
  url: '/',
  headers: { origin: 'https://spa.example.test', 'access-control-request-method': 'GET' }
}

const published: unknown[] = []
const listen = (event: unknown) => void published.push(event)
beforeEach(() => channel(EVENT_CHANNEL).subscribe(listen))
afterEach(() => {
  channel(EVENT_CHANNEL).unsubscribe(listen)
  published.length = 0
})

test('invalid options stop the program', () => {
  expect(mistakeOf(() => createProtectedResource({})).option).toBe('issuer')
})

test('explaining stops a program in production', () => {
  const before = process.env['NODE_ENV']
  onTestFinished(() => {
    process.env['NODE_ENV'] = before
  })
  process.env['NODE_ENV'] = 'production'
  expect(mistakeOf(() => openStaticResource({ explain: true })).option).toBe('explain')
})

test('a protected resource cannot be changed', () => {
  expect(Object.isFrozen(resource)).toBe(true)
})

describe('authenticating', () => {
  test('returns the context of a valid token', async () => {
    const context = await resource.authenticate(requestWith(await sign()))
    expect(context).toMatchObject({ issuer: ISSUER, audience: [AUDIENCE], scopes: ['read:messages'] })
    expect(published).toEqual([
      {
        type: 'request_authenticated',
        method: 'GET',
        path: '/',
        issuer: ISSUER,
        clientId: context.clientId,
        milliseconds: 0
      }
    ])
  })

  test('rejects with the refusal, and publishes it once', async () => {
    const error = await refusalOf(() => resource.authenticate(anonymous))
    expect(error.code).toBe('credentials_missing')
    const { code, page, status, hint, cause } = error
    const request = { method: 'GET', path: '/', issuer: undefined, clientId: undefined, milliseconds: 0 }
    expect(published).toEqual([
      { type: 'request_refused', code, page, status, hint, cause, stage: 'credentials', ...request }
    ])
  })

  test('never throws synchronously', () => {
    const promise = resource.authenticate(anonymous)
    expect(promise).toBeInstanceOf(Promise)
    return expect(promise).rejects.toBeInstanceOf(ProtectedResourceError)
  })
})

describe('admitting', () => {
  test('admits a valid token, synchronously from the second time on', async () => {
    const request = requestWith(await sign({ claims: validClaims({ jti: 'admitted' }) }))
    // On a single core even the first time is synchronous.
    const { context, failure } = await resource.admit(request)
    expect([context?.subject, failure]).toEqual(['alice', undefined])
    expect(resource.admit(request)).toMatchObject({ context, failure, request })
  })

  test('an admission that is logged shows neither its request nor the token', async () => {
    const request = requestWith(await sign({ claims: validClaims({ jti: 'logged' }) }))
    for (const admission of [await resource.admit(request), await resource.admit(request)]) {
      expect(admission.request).toBe(request)
      for (const text of [inspect(admission, { depth: 10 }), JSON.stringify({ ...admission })]) {
        expect(text).toContain('alice')
        expect(text).not.toMatch(/authorization|eyJ/)
      }
    }
  })

  test('refuses a preflight, with a hint on CORS', async () => {
    const refusal = await refusalOf(() => resource.admit(preflight))
    expect(refusal.code).toBe('credentials_missing')
    expect(refusal.hint).toContain('mount the CORS middleware before this protection')
  })

  test('admits a preflight as anonymous, if anonymous requests are admitted', async () => {
    const admission = await resource.admit(preflight, { allowAnonymous: true })
    expect(admission).toMatchObject({ context: undefined, failure: undefined, request: preflight })
  })

  test('admits a preflight synchronously and without a caller if corsPreflight is "pass"', () => {
    const { resource: passing } = openStaticResource({ corsPreflight: 'pass' })
    const admission = passing.admit(preflight)
    expect(admission).toMatchObject({ context: undefined, failure: undefined, request: preflight })
  })

  test('does not admit a request without a token', async () => {
    expect((await refusalOf(() => resource.admit(anonymous))).code).toBe('credentials_missing')
    expect(published).toHaveLength(1)
  })

  test('admits an anonymous request if that is allowed, and publishes no refusal', async () => {
    const admission = await resource.admit(anonymous, { allowAnonymous: true })
    expect(admission).toMatchObject({ context: undefined, failure: undefined, request: anonymous })
    expect(published).toEqual([])
  })

  test('publishes why a token is treated as absent', async () => {
    const options = { allowAnonymous: true, onInvalidToken: 'anonymous' } as const
    const { failure } = await resource.admit(requestWith('opaque'), options)
    expect(failure?.code).toBe('token_opaque')
    expect(published).toMatchObject([{ type: 'request_refused', code: 'token_opaque' }])
  })
})

describe('authorizing', () => {
  const guard = requireScopes('write:messages')

  test('passes a context that satisfies the guard', async () => {
    const context = await resource.authenticate(requestWith(await sign()))
    published.length = 0
    expect(() => resource.authorize(context, requireScopes('read:messages'))).not.toThrow()
    expect(published).toEqual([])
  })

  test('refuses one that does not, and publishes that once', async () => {
    const context = await resource.authenticate(requestWith(await sign()))
    published.length = 0
    const error = await refusalOf(() => resource.authorize(context, guard))
    expect(error).toMatchObject({ code: 'scope_insufficient', challenge: { scope: ['write:messages'] } })
    expect(published).toMatchObject([{ code: 'scope_insufficient', status: 403 }])
  })

  test('refuses a missing context, with the reason if that is known', async () => {
    expect((await refusalOf(() => resource.authorize(undefined, guard))).code).toBe('credentials_missing')
    const failure = new ProtectedResourceError('token_expired')
    expect(await refusalOf(() => resource.authorize(undefined, guard, { failure }))).toBe(failure)
    const context = await resource.authenticate(requestWith(await sign()))
    expect((await refusalOf(() => resource.authorize(context, guard, { failure }))).code).toBe(
      'scope_insufficient'
    )
  })

  test('uses the clock and the tolerance of the options', async () => {
    const own = openStaticResource({ clockToleranceSeconds: 5 })
    const token = await own.sign({ claims: validClaims({ auth_time: NOW - 60 }) })
    const context = await own.resource.authenticate(requestWith(token))
    const recent = requireAuthentication({ maxAgeSeconds: 60 })
    own.clock.pass(5)
    expect(() => own.resource.authorize(context, recent)).not.toThrow()
    own.clock.pass(1)
    expect((await refusalOf(() => own.resource.authorize(context, recent))).code).toBe(
      'authentication_insufficient'
    )
  })
})

describe('answering', () => {
  test('has the realm of the options', () => {
    const error = new ProtectedResourceError('credentials_missing')
    expect(resource.answer(error).headers['WWW-Authenticate']).toBe(`Bearer realm="${AUDIENCE}"`)
    const own = openStaticResource({ realm: 'mine' }).resource
    expect(own.answer(error).headers['WWW-Authenticate']).toBe('Bearer realm="mine"')
  })

  test('explains a refusal with the option "explain"', () => {
    const error = new ProtectedResourceError('token_expired', { hint: 'a hint' })
    expect(resource.answer(error).body).not.toContain('hint')
    const own = openStaticResource({ explain: true }).resource
    expect(JSON.parse(own.answer(error).body ?? '')).toMatchObject({ code: 'token_expired', hint: 'a hint' })
  })
})
