import { describe, expect, test } from 'vitest'
import { isProtectedResource } from '../src/protected-resource.ts'
import { mistakeOf, refusalOf } from './support/refusal-of.ts'
import { openStaticResource, requestWith } from './support/static-resource.ts'
import { createTestKey, ISSUER, signToken, validClaims } from './support/test-token.ts'

describe('a protected resource and the options for one', () => {
  test('are distinguished from each other and from anything else', () => {
    const { resource } = openStaticResource()
    expect(isProtectedResource(resource)).toBe(true)
    expect(isProtectedResource({ issuer: ISSUER })).toBe(false)
    for (const source of [undefined, null, ISSUER, 5, () => resource])
      expect(mistakeOf(() => isProtectedResource(source)).option).toBe('options')
  })
})

describe('revoking', () => {
  test('refuses every token from then on, cached ones as well', async () => {
    const own = openStaticResource()
    const request = requestWith(await own.sign())
    await own.resource.authenticate(request)
    await own.resource.revoke({ jti: 'token-1' })
    expect(own.resource.authenticateFromCache(request)).toBeUndefined()
    expect((await refusalOf(() => own.resource.authenticate(request))).code).toBe('token_revoked')
    expect((await refusalOf(() => own.resource.admit(request))).code).toBe('token_revoked')
  })

  test('may be asked of a store, in every request', async () => {
    const verdicts = [false, true]
    const own = openStaticResource({ isRevoked: () => Promise.resolve(verdicts.shift() ?? false) })
    const request = requestWith(await own.sign())
    expect((await own.resource.authenticate(request)).subject).toBe('alice')
    expect(own.resource.authenticateFromCache(request)).toBeUndefined()
    expect((await refusalOf(() => own.resource.authenticate(request))).code).toBe('token_revoked')
    expect((await own.resource.authenticate(request)).subject).toBe('alice')
  })

  test('is what a store says that does not say false', async () => {
    for (const verdict of [undefined, null, 0, '', 'no', {}]) {
      const own = openStaticResource({ isRevoked: () => verdict as boolean })
      const request = requestWith(await own.sign())
      expect((await refusalOf(() => own.resource.authenticate(request))).code).toBe('token_revoked')
    }
  })

  test('is a server-side failure if the store does not answer', async () => {
    const cause = new Error('the store is away')
    for (const isRevoked of [
      () => Promise.reject(cause),
      () => {
        throw cause
      }
    ]) {
      const own = openStaticResource({ isRevoked })
      const request = requestWith(await own.sign())
      const error = await refusalOf(() => own.resource.authenticate(request))
      expect(error).toMatchObject({ code: 'revocation_unavailable', status: 503, cause })
    }
  })
})

describe('the life of a protected resource', () => {
  test('is ready from the start with static keys, before and after warming up', async () => {
    const own = openStaticResource().resource
    expect(own.readiness()).toMatchObject({ status: 'ready', issuers: [{ issuer: ISSUER, keyCount: 1 }] })
    expect(await own.warmUp()).toMatchObject({ status: 'ready', issuers: [{ issuer: ISSUER, keyCount: 1 }] })
    expect(own.readiness()).toMatchObject({ status: 'ready' })
  })

  test('does not start with static keys that cannot be used', () => {
    const open = () => openStaticResource({ jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } })
    expect(mistakeOf(open)).toMatchObject({ option: 'jwks' })
  })

  test('ends when it is closed, and may end twice', async () => {
    const own = openStaticResource()
    const request = requestWith(await own.sign())
    await own.resource.authenticate(request)
    await own.resource.close()
    await own.resource.close()
    expect(own.resource.authenticateFromCache(request)).toBeUndefined()
    expect((await refusalOf(() => own.resource.authenticate(request))).status).toBe(503)
  })

  test('with several issuers accepts the key of each for its own tokens alone', async () => {
    const [a, b] = await Promise.all(
      ['ES256', 'ES256'].map((_, index) => createTestKey('ES256', `key-${index}`))
    )
    if (a === undefined || b === undefined) throw new Error('there are no keys')
    const other = 'https://other.example.test'
    const own = openStaticResource({
      issuers: [
        { issuer: ISSUER, jwks: { keys: [a.jwk] } },
        { issuer: other, jwks: { keys: [b.jwk] }, audience: 'other-api' }
      ]
    }).resource
    const claims = validClaims({ iss: other, aud: 'other-api' })
    expect((await own.authenticate(requestWith(await signToken(a)))).issuer).toBe(ISSUER)
    expect((await own.authenticate(requestWith(await signToken(b, { claims })))).issuer).toBe(other)
    const forged = await signToken(a, { claims, header: { kid: b.jwk.kid } })
    expect((await refusalOf(() => own.authenticate(requestWith(forged)))).code).toBe('signature_invalid')
  })
})
