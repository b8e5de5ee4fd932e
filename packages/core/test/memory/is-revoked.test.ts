import { describe, expect, test } from 'vitest'
import type { AuthContext } from '../../src/context/auth-context.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { bearer, codeOf, isKnown, openResource } from '../support/open-resource.ts'

/** A store of the application, and how it answers. */
const stores = {
  'at once': (revoked: boolean) => revoked,
  later: async (revoked: boolean) => Promise.resolve(revoked)
}
const failures = {
  throws: () => {
    throw new Error('the store is down')
  },
  rejects: () => Promise.reject(new Error('the store is down'))
}

describe.each(Object.entries(stores))('a store that answers %s', (_name, answer) => {
  test('is called for every request, with cached tokens as well', async () => {
    const asked: (string | undefined)[] = []
    const isRevoked = ({ subject }: AuthContext) => {
      asked.push(subject)
      return answer(false)
    }
    const { issuer, resource, verified } = await openResource({ isRevoked })
    const token = await issuer.issue({ claims: { sub: 'alice' } })
    for (let times = 0; times < 3; times += 1) expect(await codeOf(resource, token)).toBeUndefined()
    expect(asked).toEqual(['alice', 'alice', 'alice'])
    expect(verified()).toBe(1)
  })

  test('refuses a cached token immediately, and admits it again', async () => {
    const revoked = new Set<unknown>()
    const isRevoked = ({ claims }: AuthContext) => answer(revoked.has(claims['jti']))
    const { issuer, resource, verified } = await openResource({ isRevoked })
    const token = await issuer.issue({ claims: { jti: 'id-1' } })
    const other = await issuer.issue({ claims: { jti: 'id-2' } })
    expect(await codeOf(resource, token)).toBeUndefined()
    revoked.add('id-1')
    expect(await codeOf(resource, token)).toBe('token_revoked')
    expect(await codeOf(resource, other)).toBeUndefined()
    revoked.clear()
    expect(await codeOf(resource, token)).toBeUndefined()
    expect(verified()).toBe(2)
  })
})

describe.each(Object.entries(failures))('a store that %s', (_name, fail) => {
  test('that fails admits no request, and answers 503 instead of 401', async () => {
    const { issuer, resource } = await openResource({ isRevoked: fail })
    const token = await issuer.issue()
    for (const _ of ['new', 'known']) {
      const refusal = await refusalOf(() => resource.authenticate(bearer(token)))
      expect(refusal).toMatchObject({ code: 'revocation_unavailable', status: 503 })
      expect(refusal.cause).toEqual(new Error('the store is down'))
      const { headers, body } = resource.answer(refusal)
      expect(Object.keys(headers)).toContain('Retry-After')
      expect(Object.keys(headers)).not.toContain('WWW-Authenticate')
      expect(body).not.toContain('store')
    }
  })

  test('that fails admits no request as anonymous either', async () => {
    const { issuer, resource } = await openResource({ isRevoked: fail })
    const request = bearer(await issuer.issue())
    const admission = { allowAnonymous: true, onInvalidToken: 'anonymous' } as const
    const refusal = await refusalOf(() => resource.admit(request, admission))
    expect(refusal.code).toBe('revocation_unavailable')
  })

  test('lets in again when it is well', async () => {
    const answers = [() => false, fail, () => false]
    const { issuer, resource, verified } = await openResource({
      isRevoked: () => answers.shift()?.() ?? false
    })
    const token = await issuer.issue()
    const codes = [
      await codeOf(resource, token),
      await codeOf(resource, token),
      await codeOf(resource, token)
    ]
    expect(codes).toEqual([undefined, 'revocation_unavailable', undefined])
    expect(verified()).toBe(1)
  })
})

describe('the option "isRevoked"', () => {
  test('is not called for requests that are refused anyway or have no token', async () => {
    let asked = 0
    const isRevoked = () => {
      asked += 1
      return false
    }
    const { issuer, resource } = await openResource({ isRevoked })
    const expired = await issuer.issueBad('expired')
    const revoked = await issuer.issue({ claims: { jti: 'id-1' } })
    await resource.revoke({ jti: 'id-1' })
    for (const token of [expired, revoked, await issuer.issueBad('otherKey')]) await codeOf(resource, token)
    await resource.admit({ method: 'GET', url: '/', headers: {} }, { allowAnonymous: true })
    expect(asked).toBe(0)
  })

  test('answers no request from the cache alone', async () => {
    const { issuer, resource } = await openResource({ isRevoked: () => false })
    const token = await issuer.issue()
    await resource.authenticate(bearer(token))
    expect(isKnown(resource, token)).toBe(false)
    expect(resource.admit(bearer(token))).toBeInstanceOf(Promise)
  })

  test('is called for each of the requests that wait for one verification', async () => {
    const asked: AuthContext[] = []
    const isRevoked = (context: AuthContext) => asked.push(context) > 5
    const { issuer, resource, verified } = await openResource({ isRevoked })
    const token = await issuer.issue()
    const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(resource, token)))
    expect(verified()).toBe(1)
    expect(codes.filter((code) => code === 'token_revoked')).toHaveLength(3)
    expect(codes.filter((code) => code === undefined)).toHaveLength(5)
    expect(asked.every((context) => Object.isFrozen(context) && context.accessToken === token)).toBe(true)
  })
})

describe('a token whose time ends while "isRevoked" is waited for', () => {
  test.each([
    { options: { clockToleranceSeconds: 0 }, seconds: 300, code: 'token_expired' },
    { options: { clockToleranceSeconds: 30 }, seconds: 330, code: 'token_expired' },
    { options: { maxTokenAgeSeconds: 60 }, seconds: 91, code: 'token_too_old' }
  ])('is refused as $code, known or not: $options', async ({ options, seconds, code }) => {
    let pass = async () => {}
    const isRevoked = async () => pass().then(() => false)
    const { issuer, clock, resource } = await openResource({ ...options, isRevoked })
    const known = await issuer.issue({ expiresInSeconds: 300 })
    expect(await codeOf(resource, known)).toBeUndefined()
    pass = async () => clock.advance(seconds - 1)
    expect(await codeOf(resource, known)).toBeUndefined()
    pass = async () => clock.advance(1)
    expect(await codeOf(resource, known)).toBe(code)
    const young = await issuer.issue({ expiresInSeconds: 300 })
    pass = async () => clock.advance(seconds)
    expect(await codeOf(resource, young)).toBe(code)
  })
})

test('a token that expires during "validate" is refused, and "isRevoked" is not called', async () => {
  let asked = 0
  const isRevoked = () => {
    asked += 1
    return false
  }
  const validate = async () => clock.advance(91).then(() => true)
  const { issuer, clock, resource } = await openResource({ isRevoked, validate, maxTokenAgeSeconds: 60 })
  expect(await codeOf(resource, await issuer.issue())).toBe('token_too_old')
  expect(asked).toBe(0)
})
