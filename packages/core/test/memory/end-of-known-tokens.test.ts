import { EventEmitter, once } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { IssuerOptions, IssuerResolver } from '../../src/options/protected-resource-options.ts'
import { bearer, codeOf, isKnown, openResource } from '../support/open-resource.ts'

const DAY_SECONDS = 24 * 60 * 60

describe('a cached token expires with its time', () => {
  test.each([
    { tolerance: 0, lastSecond: 299 },
    { tolerance: 30, lastSecond: 329 }
  ])('at "exp", with a tolerance of $tolerance seconds', async ({ tolerance, lastSecond }) => {
    const { issuer, clock, resource } = await openResource({ clockToleranceSeconds: tolerance })
    const token = await issuer.issue({ expiresInSeconds: 300 })
    await resource.authenticate(bearer(token))
    await clock.advance(lastSecond)
    expect(isKnown(resource, token)).toBe(true)
    await clock.advance(1)
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('token_expired')
  })

  test('at the greatest age that is allowed, if that comes first', async () => {
    const { issuer, clock, resource } = await openResource({ maxTokenAgeSeconds: 60 })
    const token = await issuer.issue({ expiresInSeconds: 300 })
    await resource.authenticate(bearer(token))
    await clock.advance(89)
    expect(isKnown(resource, token)).toBe(true)
    await clock.advance(2)
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('token_too_old')
  })

  test('when the wall clock jumps a day ahead; after it jumped back, the token is verified again', async () => {
    const { issuer, clock, resource, verified } = await openResource()
    const token = await issuer.issue({ expiresInSeconds: 300 })
    await resource.authenticate(bearer(token))
    clock.jump(DAY_SECONDS)
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('token_expired')
    clock.jump(-DAY_SECONDS)
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBeUndefined()
    expect(verified()).toBe(2)
  })

  test('at its time even if the wall clock jumps a day back', async () => {
    const { issuer, clock, resource } = await openResource()
    const token = await issuer.issue({ expiresInSeconds: 300 })
    await resource.authenticate(bearer(token))
    clock.jump(-DAY_SECONDS)
    await clock.advance(329)
    expect(isKnown(resource, token)).toBe(true)
    await clock.advance(1)
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('token_issued_in_future')
  })
})

describe('a cached token expires with its keys', () => {
  test('when they leave the set', async () => {
    const { issuer, resource } = await openResource()
    const token = await issuer.issue()
    await resource.authenticate(bearer(token))
    await issuer.rotate()
    expect(isKnown(resource, token)).toBe(true)
    await resource.authenticate(bearer(await issuer.issue()))
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('key_not_found')
  })

  test('when other keys join them; then it is verified again, once', async () => {
    const { issuer, resource, verified } = await openResource()
    const token = await issuer.issue()
    await resource.authenticate(bearer(token))
    await issuer.rotate({ keepOld: true })
    await resource.authenticate(bearer(await issuer.issue()))
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBeUndefined()
    expect(isKnown(resource, token)).toBe(true)
    expect(verified()).toBe(3)
  })

  test('when others take their ids', async () => {
    const { issuer, resource } = await openResource()
    const token = await issuer.issue()
    await resource.authenticate(bearer(token))
    await issuer.rotate({ sameKid: true })
    await resource.authenticate(bearer(await issuer.issue()))
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('signature_invalid')
  })

  test('and not when the same ones are fetched again', async () => {
    const { issuer, clock, resource, verified } = await openResource()
    const token = await issuer.issue({ expiresInSeconds: 7200 })
    await resource.authenticate(bearer(token))
    await clock.advance(3600)
    expect(issuer.requests.jwks).toBeGreaterThan(5)
    expect(isKnown(resource, token)).toBe(true)
    expect(verified()).toBe(1)
  })

  test('when these can be had no more for too long', async () => {
    const keys = { staleIfErrorSeconds: 600 }
    const { issuer, clock, resource } = await openResource({ keys })
    const token = await issuer.issue({ expiresInSeconds: 7200 })
    await resource.authenticate(bearer(token))
    await issuer.stop()
    await clock.advance(1199)
    expect(isKnown(resource, token)).toBe(true)
    await clock.advance(1)
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('jwks_unreachable')
  })
})

describe('a cached token expires with the trust in its issuer', () => {
  test('when the function "issuers" trusts it no more', async () => {
    let isTrusted = true
    const issuers: IssuerResolver = (issuer) => (isTrusted ? { issuer } : undefined)
    const { issuer, clock, resource } = await openResource({ issuers })
    const token = await issuer.issue({ expiresInSeconds: 7200 })
    await resource.authenticate(bearer(token))
    isTrusted = false
    await clock.advance(599)
    expect(isKnown(resource, token)).toBe(true)
    await clock.advance(1)
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('issuer_untrusted')
  })

  test('when that function trusts it in another way', async () => {
    let change: Partial<IssuerOptions> = {}
    const issuers: IssuerResolver = (issuer) => ({ issuer, ...change })
    const { issuer, clock, resource, verified } = await openResource({ issuers })
    const token = await issuer.issue({ expiresInSeconds: 7200 })
    await resource.authenticate(bearer(token))
    await clock.advance(600)
    expect(await codeOf(resource, token)).toBeUndefined()
    expect(isKnown(resource, token)).toBe(true)
    change = { audience: 'https://other.example.test' }
    await clock.advance(600)
    expect(await codeOf(resource, token)).toBe('audience_mismatch')
    expect(isKnown(resource, token)).toBe(false)
    expect(verified()).toBe(2)
  })
})

describe('a cached token expires with its protected resource', () => {
  test('at "close", and requests are refused from then on', async () => {
    const { issuer, resource } = await openResource()
    const token = await issuer.issue()
    await resource.authenticate(bearer(token))
    await resource.close()
    expect(isKnown(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('jwks_unreachable')
  })

  test('even if it was being verified at "close"', async () => {
    const application = new EventEmitter()
    const validate = async () => {
      application.emit('asked')
      await once(application, 'answer')
      return true
    }
    const { issuer, resource } = await openResource({ validate })
    const token = await issuer.issue()
    const asked = once(application, 'asked')
    const authenticating = resource.authenticate(bearer(token))
    await asked
    await resource.close()
    application.emit('answer')
    expect((await authenticating).accessToken).toBe(token)
    expect(isKnown(resource, token)).toBe(false)
  })
})
