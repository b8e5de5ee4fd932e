import { describe, expect, onTestFinished, test } from 'vitest'
import { createRevocationEntry } from '../../src/memory/revocation.ts'
import { createRevocations } from '../../src/memory/revocations.ts'
import { createTokenCache } from '../../src/memory/token-cache.ts'
import { createProtectedResource } from '../../src/protected-resource.ts'
import { bearer, codeOf, openResource } from '../support/open-resource.ts'
import { makeSignatureTwins } from '../support/signature-twins.ts'
import { stubClock } from '../support/stub-clock.ts'
import { contextOf } from '../support/test-context.ts'
import { AUDIENCE, ISSUER, NOW } from '../support/test-token.ts'

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The other signature that every ECDSA signature has, by RFC 7518 as good as the first: r and n - s. */
function withOtherSignature(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const hex = Buffer.from(signature, 'base64url').toString('hex')
  const s = (ORDER - BigInt(`0x${hex.slice(64)}`)).toString(16).padStart(64, '0')
  return `${header}.${payload}.${Buffer.from(hex.slice(0, 64) + s, 'hex').toString('base64url')}`
}

describe('revoke({ accessToken })', () => {
  test('refuses the token with the other ECDSA signature, too', async () => {
    const { issuer, resource } = await openResource()
    const token = await issuer.issue({ claims: { jti: undefined } })
    await resource.revoke({ accessToken: token })
    expect(await codeOf(resource, withOtherSignature(token))).toBe('token_revoked')
  })

  test.each([
    ['the scheme before it', (token: string) => `Bearer ${token}`],
    ['a line break after it', (token: string) => `${token}\n`]
  ])('rejects a token with %s', async (_title, written) => {
    const { issuer, resource } = await openResource()
    const accessToken = written(await issuer.issue())
    await expect(resource.revoke({ accessToken })).rejects.toThrow(
      'revoke() takes the access token alone: without "Bearer", without spaces or line breaks'
    )
  })

  test('refuses no other token with the same signature', async () => {
    const { jwks, tokens } = makeSignatureTwins([{ sub: 'alice' }, { sub: 'mallory' }])
    const clock = stubClock(NOW)
    const resource = createProtectedResource({ issuer: ISSUER, audience: AUDIENCE, jwks, clock })
    onTestFinished(() => resource.close())
    await resource.revoke({ accessToken: tokens[1] })
    expect(await codeOf(resource, tokens[0])).toBeUndefined()
  })
})

describe('revoke()', () => {
  test('is not shortened by another one for a shorter time', async () => {
    const { issuer, clock, resource } = await openResource()
    const token = await issuer.issue({ claims: { sub: 'alice' }, expiresInSeconds: 7200 })
    await resource.revoke({ subject: 'alice', issuer: issuer.issuer, forSeconds: 7200 })
    await resource.revoke({ subject: 'alice', issuer: issuer.issuer, forSeconds: 60 })
    await clock.advance(60)
    expect(await codeOf(resource, token)).toBe('token_revoked')
  })

  test('is not taken back by another one after the clock was set back', async () => {
    const clock = stubClock(NOW)
    const revocations = createRevocations(clock)
    const revoke = async () =>
      revocations.add(
        await createRevocationEntry({ subject: 'alice', issuer: ISSUER }, { clock, defaultSeconds: 86_400 })
      )
    await revoke()
    clock.jump(-60)
    await revoke()
    expect(revocations.isRevoked(contextOf({ iat: NOW }))).toBe(true)
    expect(revocations.isRevoked(contextOf({ iat: NOW + 1 }))).toBe(false)
  })

  test.each([
    {},
    { jti: undefined },
    { subject: undefined },
    { accessToken: undefined },
    { sub: 'alice' },
    { jti: 'a', forSeconds: Number.NaN },
    { jti: 'a', forSeconds: -1 },
    { jti: 'a', subject: 'alice' },
    { jti: 'a', issuedUntil: NOW },
    { issuedUntil: NOW },
    { subject: 'alice' },
    { subject: 'alice', issuer: '' },
    { subject: 'alice', issuer: 5 },
    { accessToken: 'a', issuer: ISSUER },
    { sessionId: '' },
    { sessionId: 'a', issuedUntil: NOW },
    { subject: 'alice', issuer: ISSUER, issuedUntil: Number.NaN },
    { subject: 'alice', issuer: ISSUER, issuedUntil: new Date() },
    { subject: 'alice', issuer: ISSUER, issuedUntil: NOW * 1000 }
  ])('rejects %j with a ConfigurationError', async (revocation) => {
    const { resource } = await openResource()
    await expect(resource.revoke(revocation as never)).rejects.toMatchObject({ name: 'ConfigurationError' })
  })
})

test('cached tokens have 64 Mi characters together at most', () => {
  const tokens = createTokenCache(1000, stubClock(0))
  const all = Array.from(
    { length: 16 },
    (_, index) => 'x'.repeat(8 * 1024 * 1024) + `${index}`.padStart(32, '0')
  )
  const remember = (accessToken: string) => {
    const context = { ...contextOf(), text: accessToken, dropClaims: () => undefined } as never
    const entry = { context, validity: { holds: () => true }, validUntil: 1, validUntilMonotonic: 1 }
    tokens.store(entry)
  }
  for (const token of all.slice(0, 8)) {
    remember(token)
    tokens.find(token)
  }
  for (const token of all.slice(8)) remember(token)
  expect(all.filter((token) => tokens.find(token) !== undefined).length).toBeLessThanOrEqual(8)
})

test('a cached token in the header is found even if tokens can be in the body', async () => {
  const { issuer, resource, verified } = await openResource({ tokenLocations: ['header', 'body'] })
  const token = await issuer.issue()
  for (let times = 0; times < 3; times += 1) await resource.authenticate({ ...bearer(token), body: {} })
  expect(verified()).toBe(1)
})

test('a cached token is found whatever the case of its scheme', async () => {
  const { issuer, resource, verified } = await openResource()
  const headers = { authorization: `bearer ${await issuer.issue()}` }
  for (let times = 0; times < 3; times += 1) await resource.authenticate({ method: 'GET', url: '/', headers })
  expect(verified()).toBe(1)
})
