import { describe, expect, test } from 'vitest'
import type { Revocation } from '../../src/memory/revocation.ts'
import { createProtectedResource } from '../../src/protected-resource.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { bearer, codeOf, isKnown, openResource } from '../support/open-resource.ts'

const ways: Record<string, (accessToken: string) => Revocation> = {
  jti: () => ({ jti: 'id-1' }),
  subject: (accessToken) => ({ subject: 'alice', issuer: issuerOf(accessToken) }),
  session: () => ({ sessionId: 'session-id-1' }),
  accessToken: (accessToken) => ({ accessToken })
}
const names = Object.keys(ways)

function issuerOf(accessToken: string): string {
  const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()
  return String((JSON.parse(payload) as { iss: unknown }).iss)
}

/** A resource with a token of alice that is about to be revoked, and two others. */
async function openWithTokens() {
  const opened = await openResource()
  const { issuer } = opened
  const issue = (sub: string, jti: string) =>
    issuer.issue({ claims: { sub, jti, sid: `session-${jti}` }, expiresInSeconds: 7200 })
  return { ...opened, token: await issue('alice', 'id-1'), others: await issue('bob', 'id-2') }
}

function revocationBy(name: string, accessToken: string): Revocation {
  const revocation = ways[name]?.(accessToken)
  if (revocation === undefined) throw new Error(`there is no way "${name}"`)
  return revocation
}

describe.each(names)('a token that is revoked by its %s', (name) => {
  test('is refused from the next request on, though it is known', async () => {
    const { resource, token, others, verified } = await openWithTokens()
    await resource.authenticate(bearer(token))
    await resource.authenticate(bearer(others))
    await resource.revoke(revocationBy(name, token))
    expect(isKnown(resource, token)).toBe(false)
    expect(await refusalOf(() => resource.admit(bearer(token)))).toMatchObject({
      code: 'token_revoked',
      status: 401,
      oauthError: 'invalid_token'
    })
    expect(isKnown(resource, others)).toBe(true)
    expect(verified()).toBe(2)
  })

  test('is refused when it first comes after that', async () => {
    const { resource, token, others } = await openWithTokens()
    await resource.revoke(revocationBy(name, token))
    expect(await codeOf(resource, token)).toBe('token_revoked')
    expect(await codeOf(resource, token)).toBe('token_revoked')
    expect(await codeOf(resource, others)).toBeUndefined()
  })

  test('is refused even if it was being verified at that moment', async () => {
    const { resource, token } = await openWithTokens()
    const underWay = codeOf(resource, token)
    await resource.revoke(revocationBy(name, token))
    expect(await underWay).toBe('token_revoked')
  })

  test('is refused whatever the wall clock is set to', async () => {
    const { resource, clock, token } = await openWithTokens()
    await resource.revoke(revocationBy(name, token))
    clock.jump(100 * 60)
    expect(await codeOf(resource, token)).toBe('token_revoked')
    await clock.advance(10)
    expect(await codeOf(resource, token)).toBe('token_revoked')
  })

  test('is refused for as long as the revocation says', async () => {
    const { resource, clock, token } = await openWithTokens()
    await resource.revoke({ ...revocationBy(name, token), forSeconds: 3600 })
    await clock.advance(3599)
    expect(await codeOf(resource, token)).toBe('token_revoked')
    await clock.advance(1)
    expect(await codeOf(resource, token)).toBeUndefined()
  })

  test('is refused by this protected resource and by no other', async () => {
    const { resource, issuer, clock, token } = await openWithTokens()
    const other = createProtectedResource({ ...issuer.options, clock })
    await resource.revoke(revocationBy(name, token))
    expect(await codeOf(other, token)).toBeUndefined()
    await other.close()
  })
})

describe('a subject that is revoked', () => {
  test('may come back with a token that was issued later', async () => {
    const { resource, issuer, clock, token } = await openWithTokens()
    await resource.revoke({ subject: 'alice', issuer: issuer.issuer })
    await clock.advance(1)
    const later = await issuer.issue({ claims: { sub: 'alice' } })
    expect(await codeOf(resource, later)).toBeUndefined()
    expect(isKnown(resource, later)).toBe(true)
    expect(await codeOf(resource, token)).toBe('token_revoked')
    await resource.revoke({ subject: 'alice', issuer: issuer.issuer })
    expect(isKnown(resource, later)).toBe(false)
    expect(await codeOf(resource, later)).toBe('token_revoked')
  })

  test('cannot come back with a token that has no "iat"', async () => {
    const { resource, issuer, clock } = await openWithTokens()
    await resource.revoke({ subject: 'alice', issuer: issuer.issuer })
    await clock.advance(60)
    const timeless = await issuer.issue({ claims: { sub: 'alice', iat: undefined } })
    expect(await codeOf(resource, timeless)).toBe('token_revoked')
  })

  test('is not taken for a token with that id', async () => {
    const { resource, issuer, token } = await openWithTokens()
    for (const revocation of [{ jti: 'alice' }, { subject: 'id-1', issuer: issuer.issuer }])
      await resource.revoke(revocation)
    expect(await codeOf(resource, token)).toBeUndefined()
  })
})

test('many revocations leave all other tokens alone', async () => {
  const { resource, token, others } = await openWithTokens()
  for (let number = 0; number < 5000; number += 1) await resource.revoke({ jti: `other-${number}` })
  await resource.revoke({ jti: 'id-2' })
  for (const _ of ['new', 'known']) {
    expect(await codeOf(resource, token)).toBeUndefined()
    expect(await codeOf(resource, others)).toBe('token_revoked')
  }
})
