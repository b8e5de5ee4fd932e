import { BAD_TOKEN_KINDS } from '@portcullis/testing'
import { describe, expect, test, vi } from 'vitest'
import { createProtectedResource } from '../src/protected-resource.ts'
import { bearer, codeOf, isKnown, openResource } from './support/open-resource.ts'

describe('a token that was verified before', () => {
  test('is found synchronously, and a new one is waited for', async () => {
    const { issuer, resource, verified } = await openResource()
    const request = bearer(await issuer.issue({ claims: { sub: 'alice' } }))
    expect(resource.authenticateFromCache(request)).toBeUndefined()
    expect(resource.admit(request)).toBeInstanceOf(Promise)
    await resource.authenticate(request)
    expect(resource.authenticateFromCache(request)?.subject).toBe('alice')
    expect(resource.admit(request)).toMatchObject({
      context: resource.authenticateFromCache(request),
      failure: undefined,
      request
    })
    expect(verified()).toBe(1)
  })

  test('is the same context in every request', async () => {
    const { issuer, resource } = await openResource()
    const request = bearer(await issuer.issue())
    await resource.authenticate(request)
    const context = resource.authenticateFromCache(request)
    expect(context).toBeDefined()
    expect(resource.authenticateFromCache(request)).toBe(context)
    expect(await resource.authenticate(request)).toBe(context)
  })

  test('is not found with a character more or less', async () => {
    const { issuer, resource } = await openResource()
    const token = await issuer.issue()
    await resource.authenticate(bearer(token))
    expect(isKnown(resource, token)).toBe(true)
    for (const other of [`${token}A`, token.slice(0, -1), token.slice(1), `x${token.slice(1)}`, ` ${token}`])
      expect(isKnown(resource, other)).toBe(false)
    const body = { access_token: token }
    expect(resource.authenticateFromCache({ method: 'POST', url: '/', headers: {}, body })).toBeUndefined()
    const url = `/?access_token=${token}`
    expect(resource.authenticateFromCache({ method: 'GET', url, headers: {} })).toBeUndefined()
  })

  test('is verified each time if none are cached', async () => {
    const { issuer, resource, verified } = await openResource({ tokenCacheSize: 0 })
    const token = await issuer.issue()
    for (const times of [1, 2, 3]) {
      expect(await codeOf(resource, token)).toBeUndefined()
      expect(isKnown(resource, token)).toBe(false)
      expect(verified()).toBe(times)
    }
  })
})

describe('a token that is refused', () => {
  test.each(BAD_TOKEN_KINDS)('is never cached: $kind', async ({ kind, code }) => {
    const { issuer, resource } = await openResource()
    await resource.authenticate(bearer(await issuer.issue()))
    const token = await issuer.issueBad(kind)
    for (const _ of ['first', 'second']) {
      expect(await codeOf(resource, token)).toBe(code)
      expect(isKnown(resource, token)).toBe(false)
    }
  })

  test('by the option "validate" is asked about again, and accepted when that changes its mind', async () => {
    const answers = [false, false, true]
    const { issuer, resource } = await openResource({ validate: () => answers.shift() ?? false })
    const token = await issuer.issue()
    expect(await codeOf(resource, token)).toBe('token_rejected')
    expect(await codeOf(resource, token)).toBe('token_rejected')
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBeUndefined()
    expect(await codeOf(resource, token)).toBeUndefined()
    expect(answers).toEqual([])
  })
})

describe('requests that come at the same time', () => {
  const FIFTY = Array.from({ length: 50 })

  test('with one new token have it verified once, and get the same context', async () => {
    const { issuer, resource, verified } = await openResource()
    const token = await issuer.issue({ claims: { sub: 'alice', nested: { list: [1] } } })
    const contexts = await Promise.all(FIFTY.map(() => resource.authenticate(bearer(token))))
    expect(verified()).toBe(1)
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 1 })
    expect(new Set(contexts).size).toBe(1)
    const [context] = contexts
    expect(Object.isFrozen(context)).toBe(true)
    const known = resource.authenticateFromCache(bearer(token))
    expect(known).toEqual(context)
    expect(known?.claims).toEqual(context?.claims)
  })

  test('with several new tokens each get the context of their own', async () => {
    const { issuer, resource, verified } = await openResource()
    const subjects = ['alice', 'bob', 'carol']
    const tokens = await Promise.all(subjects.map((sub) => issuer.issue({ claims: { sub } })))
    const text = FIFTY.map((_, index) => index % tokens.length)
    const contexts = await Promise.all(
      text.map((index) => resource.authenticate(bearer(tokens[index] ?? '')))
    )
    expect(contexts.map(({ subject }) => subject)).toEqual(text.map((index) => subjects[index]))
    expect(verified()).toBe(3)
  })

  test('with the same invalid token are all refused, and a later one is verified again', async () => {
    let asked = 0
    const validate = async () => {
      asked += 1
      return false
    }
    const { issuer, resource } = await openResource({ validate })
    const token = await issuer.issue()
    const codes = await Promise.all(FIFTY.map(() => codeOf(resource, token)))
    expect(new Set(codes)).toEqual(new Set(['token_rejected']))
    expect(asked).toBe(1)
    await codeOf(resource, token)
    expect(asked).toBe(2)
  })

  test('wait for a function that never answers, but those that come later ask it again', async () => {
    const answers = [new Promise<boolean>(() => {}), true]
    const { issuer, clock, resource } = await openResource({ validate: () => answers.shift() ?? false })
    const token = await issuer.issue()
    const waiting = [resource.authenticate(bearer(token)), resource.authenticate(bearer(token))]
    let settled = 0
    for (const each of waiting) each.finally(() => (settled += 1)).catch(() => undefined)
    await vi.waitFor(() => expect(answers).toHaveLength(1), 10_000)
    await clock.advance(5)
    expect(await codeOf(resource, token)).toBeUndefined()
    expect([settled, answers, isKnown(resource, token)]).toEqual([0, [], true])
  })

  test('requests with the same token all get the error that the option "validate" throws', async () => {
    const mistake = new Error('a mistake of the application')
    const validate = () => Promise.reject(mistake)
    const { issuer, resource } = await openResource({ validate })
    const request = bearer(await issuer.issue())
    const authenticating = FIFTY.map(() => resource.authenticate(request))
    const reasons = await Promise.all(authenticating.map((each) => each.catch((error: unknown) => error)))
    expect(new Set(reasons)).toEqual(new Set([mistake]))
    expect(resource.authenticateFromCache(request)).toBeUndefined()
  })
})

describe('protected resources', () => {
  test('share nothing, whatever differs in their options', async () => {
    const { issuer, clock, resource } = await openResource()
    const token = await issuer.issue({ expiresInSeconds: 300 })
    await resource.authenticate(bearer(token))
    await clock.advance(100)
    const others = {
      audience_mismatch: { audience: 'https://other.example.test' },
      token_too_old: { maxTokenAgeSeconds: 10 },
      token_rejected: { validate: () => false },
      token_revoked: { isRevoked: () => true },
      algorithm_not_allowed: { algorithms: ['RS256'] as const },
      issuer_untrusted: { issuer: 'https://as.example.test', jwks: { keys: issuer.publicKeys() } },
      token_too_large: { maxTokenBytes: 256 }
    }
    for (const [code, options] of Object.entries(others)) {
      const other = createProtectedResource({ ...issuer.options, clock, ...options })
      expect(isKnown(other, token)).toBe(false)
      expect(await codeOf(other, token)).toBe(code)
      await other.close()
    }
    expect(isKnown(resource, token)).toBe(true)
  })

  test('with equal options share nothing either', async () => {
    const { issuer, clock, resource } = await openResource()
    const twin = createProtectedResource({ ...issuer.options, clock })
    const token = await issuer.issue()
    await resource.authenticate(bearer(token))
    expect(isKnown(twin, token)).toBe(false)
    await twin.authenticate(bearer(token))
    await resource.close()
    expect(isKnown(twin, token)).toBe(true)
    await twin.close()
  })
})
