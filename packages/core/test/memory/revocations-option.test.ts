import { createTestStores, type TestStores } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createProtectedResource } from '../../src/protected-resource.ts'
import { bearer, codeOf, isKnown, openResource } from '../support/open-resource.ts'

/** Two protected resources, as two processes have them, over one list. */
async function openTwo(stores: TestStores = createTestStores()) {
  const revocations = { list: stores.revocations }
  const one = await openResource({ revocations })
  const { issuer, clock } = one
  const other = createProtectedResource({ ...issuer.options, clock, revocations })
  onTestFinished(() => other.close())
  return { stores, issuer, clock, one: one.resource, other }
}

describe('two processes with the option "revocations"', () => {
  test('refuse what either of them revoked, with a cached token or a new one', async () => {
    const { issuer, clock, one, other } = await openTwo()
    const token = await issuer.issue({ claims: { jti: 'a' } })
    const fresh = await issuer.issue({ claims: { jti: 'a' } })
    const valid = await issuer.issue({ claims: { jti: 'b' } })
    for (const each of [token, valid]) expect(await codeOf(other, each)).toBeUndefined()
    await one.revoke({ jti: 'a' })
    expect(await codeOf(one, token)).toBe('token_revoked')
    await clock.advance(0.5)
    for (const each of [token, fresh]) expect(await codeOf(other, each)).toBe('token_revoked')
    expect(await codeOf(other, valid)).toBeUndefined()
  })

  test('recognize a cached token synchronously', async () => {
    const { issuer, one } = await openTwo()
    const token = await issuer.issue()
    expect(await codeOf(one, token)).toBeUndefined()
    expect(isKnown(one, token)).toBe(true)
    expect(one.admit(bearer(token))).not.toBeInstanceOf(Promise)
  })

  test('refuse the token that was revoked by its text', async () => {
    const { issuer, clock, one, other } = await openTwo()
    const [token, valid] = [await issuer.issue(), await issuer.issue()]
    await one.revoke({ accessToken: token })
    await clock.advance(0.5)
    for (const each of [one, other]) {
      for (let times = 0; times < 2; times += 1) {
        expect(await codeOf(each, token)).toBe('token_revoked')
        expect(await codeOf(each, valid)).toBeUndefined()
      }
    }
  })

  test('answer 503 for cached tokens, too, while the list cannot be read, and do not blame the token', async () => {
    const { stores, issuer, clock, one } = await openTwo()
    const token = await issuer.issue()
    expect(await codeOf(one, token)).toBeUndefined()
    stores.setFault('down')
    await clock.advance(5)
    expect(await codeOf(one, token)).toBeUndefined()
    await clock.advance(1)
    expect(isKnown(one, token)).toBe(false)
    expect(await codeOf(one, token)).toBe('revocation_unavailable')
    expect(one.readiness()).toMatchObject({ status: 'down', revocations: { status: 'down' } })
    stores.setFault(undefined)
    await clock.advance(1)
    expect(await codeOf(one, token)).toBeUndefined()
    expect(one.readiness()).toMatchObject({ status: 'ready', revocations: { status: 'ready' } })
  })

  test('refuse what they know to be revoked while the list cannot be read', async () => {
    const { stores, issuer, clock, one } = await openTwo()
    const token = await issuer.issue({ claims: { jti: 'a' } })
    await one.revoke({ jti: 'a' })
    stores.setFault('down')
    await clock.advance(10)
    expect(await codeOf(one, token)).toBe('token_revoked')
  })

  test('revoke() that the list does not confirm rejects with a 503, and holds in this process', async () => {
    const { stores, issuer, one } = await openTwo()
    const token = await issuer.issue({ claims: { jti: 'a' } })
    stores.setFault('down')
    await expect(one.revoke({ jti: 'a' })).rejects.toMatchObject({ code: 'revocation_unavailable' })
    expect(await codeOf(one, token)).toBe('token_revoked')
  })
})

describe('warmUp()', () => {
  test('reads the list, and readiness says so', async () => {
    const { one } = await openTwo()
    expect(one.readiness()).toMatchObject({ status: 'down', revocations: { status: 'down' } })
    expect(await one.warmUp()).toMatchObject({
      status: 'ready',
      revocations: { status: 'ready', lagSeconds: 0, entryCount: 0 }
    })
  })

  test('does not reject if the list cannot be read', async () => {
    const stores = createTestStores()
    stores.setFault('down')
    const { one } = await openTwo(stores)
    expect(await one.warmUp()).toMatchObject({ status: 'down', issuers: [{ status: 'ready' }] })
  })
})

test('without the option readiness has no revocations', async () => {
  const { resource } = await openResource()
  expect((await resource.warmUp()).revocations).toBeUndefined()
})

test('after close() a protected resource reads no more of the list', async () => {
  const { stores, clock, one } = await openTwo()
  await one.warmUp()
  await one.close()
  await stores.revocations.append({ key: 'jti\n\na', untilSeconds: clock.now() + 60 })
  await clock.advance(10)
  expect(one.readiness().revocations).toMatchObject({ entryCount: 0 })
})

test('the default of "forSeconds" is the greatest age of tokens, if that is limited', async () => {
  const stores = createTestStores()
  const { clock, resource } = await openResource({
    maxTokenAgeSeconds: 600,
    revocations: { list: stores.revocations }
  })
  await resource.revoke({ jti: 'a' })
  const { entries } = await stores.revocations.read()
  expect(entries).toMatchObject([{ key: 'jti\n\na', untilSeconds: clock.now() + 660 }])
})
