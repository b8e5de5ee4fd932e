import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createProtectedResource } from '../../src/protected-resource.ts'
import { bearer, openResource } from '../support/open-resource.ts'

describe('a protected resource', () => {
  test('is ready, then stale while its issuer is away, then down, and says why', async () => {
    const { issuer, resource, clock } = await openResource({
      keys: { ttlSeconds: 600, staleIfErrorSeconds: 3600 }
    })
    expect(resource.readiness()).toEqual({
      status: 'down',
      issuers: [
        {
          issuer: issuer.issuer,
          status: 'down',
          isInUse: false,
          ageSeconds: undefined,
          keyCount: 0,
          lastFailure: undefined
        }
      ]
    })
    expect(await resource.warmUp()).toMatchObject({
      status: 'ready',
      issuers: [{ status: 'ready', ageSeconds: 0, keyCount: 1, lastFailure: undefined }]
    })

    await issuer.stop()
    await clock.advance(1200)
    const stale = resource.readiness()
    expect(stale).toMatchObject({
      status: 'stale',
      issuers: [{ status: 'stale', ageSeconds: 1200, keyCount: 1 }]
    })
    expect(stale.issuers[0]?.lastFailure).toMatchObject({ code: 'jwks_unreachable' })
    expect(stale.issuers[0]?.lastFailure?.secondsAgo).toBeLessThan(700)
    expect((await resource.authenticate(bearer(await issuer.issue()))).issuer).toBe(issuer.issuer)

    await clock.advance(3600)
    expect(resource.readiness()).toMatchObject({ status: 'down', issuers: [{ status: 'down', keyCount: 1 }] })
  })
})

test.each(['issuer', 'issuers'])(
  'of a closed protected resource with the option %s is down',
  async (option) => {
    const issuer = await createTestIssuer({ algorithms: ['ES256'] })
    onTestFinished(() => issuer.close())
    const { audience } = issuer
    const resource = createProtectedResource(
      option === 'issuer' ? issuer.options : { audience, issuers: (name) => ({ issuer: name }) }
    )
    await resource.authenticate(bearer(await issuer.issue()))
    expect(resource.readiness().status).toBe('ready')
    await resource.close()
    expect(resource.readiness().status).toBe('down')
  }
)

test('with two listed issuers is ready if the one that cannot be reached never had a token', async () => {
  const issuer = await createTestIssuer({ algorithms: ['ES256'] })
  onTestFinished(() => issuer.close())
  const alias = await createTestIssuer({ algorithms: ['ES256'] })
  onTestFinished(() => alias.close())
  const resource = createProtectedResource({
    audience: issuer.audience,
    issuers: [{ issuer: issuer.issuer }, { issuer: alias.issuer }]
  })
  onTestFinished(() => resource.close())
  await alias.stop()
  expect(resource.readiness().status).toBe('down')
  const warm = await resource.warmUp()
  expect([warm.status, warm.issuers.map(({ status }) => status)]).toEqual(['ready', ['ready', 'down']])
  expect(warm.issuers[1]?.lastFailure?.code).toBe('metadata_unreachable')
  await resource.authenticate(bearer(await issuer.issue()))
  expect(resource.readiness()).toMatchObject({
    status: 'ready',
    issuers: [{ isInUse: true }, { isInUse: false, status: 'down' }]
  })
})
