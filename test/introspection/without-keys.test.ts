import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openApis } from './open-apis.ts'

let clock: TestClock
let issuer: TestIssuer

beforeEach(async () => {
  clock = createTestClock()
  issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
  issuer.faults.apply('metadata', { kind: 'members', members: { jwks_uri: undefined } })
})
afterEach(() => issuer.close())

const { open, callerOf, codeOf } = openApis(() => ({ issuer, clock }))

describe('an issuer that publishes no keys', () => {
  test('is ready with introspection of opaque tokens, before and after the first one', async () => {
    const api = open()
    expect(api.readiness().status).toBe('down')
    expect(await api.warmUp()).toMatchObject({ status: 'ready', issuers: [{ status: 'ready', keyCount: 0 }] })
    expect((await callerOf(api, issuer.issueOpaque())).issuer).toBe(issuer.issuer)
    expect(api.readiness()).toMatchObject({ status: 'ready', issuers: [{ isInUse: true, status: 'ready' }] })
  })

  test('has its JWTs refused with 503, since nothing can verify them', async () => {
    expect(await codeOf(open(), await issuer.issue())).toBe('metadata_invalid')
  })

  test('is down with introspection of all tokens: their signature is verified first', async () => {
    const api = open({ introspection: { for: 'all' } })
    expect(await api.warmUp()).toMatchObject({ status: 'down', issuers: [{ status: 'down' }] })
  })

  test('is down while its metadata cannot be fetched, and ready afterwards', async () => {
    const api = open()
    await issuer.stop()
    expect((await api.warmUp()).status).toBe('down')
    await issuer.start()
    await clock.advance(120)
    expect((await api.warmUp()).status).toBe('ready')
  })
})
