import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createClosing } from '../../src/documents/closing.ts'
import {
  createMetadataSource,
  METADATA_LIFE_SECONDS,
  type MetadataSource
} from '../../src/issuers/metadata-source.ts'
import { validateMetadata, type AuthorizationServerMetadata } from '../../src/issuers/validate-metadata.ts'
import { createGate } from '../support/gate.ts'
import { refusalOf } from '../support/refusal-of.ts'

interface Rig {
  readonly clock: TestClock
  readonly issuer: TestIssuer
  readonly source: MetadataSource<AuthorizationServerMetadata>
}

async function openRig(path = ''): Promise<Rig> {
  const clock = createTestClock()
  const issuer = await createTestIssuer({ algorithms: ['ES256'], clock, path })
  onTestFinished(() => issuer.close())
  const closing = createClosing()
  const documents = { fetch, clock, fetchTimeoutSeconds: 3, closing }
  return { clock, issuer, source: createMetadataSource(issuer.issuer, documents, validateMetadata) }
}

describe('the metadata of an issuer', () => {
  test('is fetched once, and then known for a day', async () => {
    const { clock, issuer, source } = await openRig()
    expect(issuer.requests.metadata).toBe(0)
    expect(await source.obtain()).toEqual({
      issuer: issuer.issuer,
      jwksUri: issuer.jwksUri
    })
    await clock.advance(METADATA_LIFE_SECONDS - 0.001)
    await source.obtain()
    expect(issuer.requests.metadata).toBe(1)
    await clock.advance(0.001)
    await source.obtain()
    expect(issuer.requests.metadata).toBe(2)
  })

  test('is fetched again, once, after it was invalidated', async () => {
    const { issuer, source } = await openRig()
    await source.obtain()
    source.invalidate()
    await source.obtain()
    await source.obtain()
    expect(issuer.requests.metadata).toBe(2)
  })

  test('may be at any of its places', async () => {
    const { issuer, source } = await openRig('/t1')
    issuer.faults.apply('oauthInserted', { kind: 'status', status: 404 })
    expect((await source.obtain()).jwksUri).toBe(issuer.jwksUri)
    expect(issuer.requests.all).toEqual([
      'GET /.well-known/oauth-authorization-server/t1',
      'GET /t1/.well-known/openid-configuration'
    ])
  })

  test.each([
    [{ kind: 'status', status: 503 }, 'the last one serves'],
    [{ kind: 'html' }, 'the last one serves'],
    [{ kind: 'insecureJwksUri' }, 'the last one serves'],
    [{ kind: 'wrongIssuer' }, 'nothing serves']
  ] as const)('while it cannot be fetched again, since %o: %s', async (fault, outcome) => {
    const { issuer, source } = await openRig()
    const first = await source.obtain()
    source.invalidate()
    issuer.faults.apply('metadata', fault)
    if (outcome === 'the last one serves') expect(await source.obtain()).toBe(first)
    else expect((await refusalOf(() => source.obtain())).code).toBe('metadata_issuer_mismatch')
    issuer.faults.clear()
    expect((await source.obtain()).jwksUri).toBe(issuer.jwksUri)
  })

  test('passes a defect on, metadata in hand or not', async () => {
    const clock = createTestClock()
    let isBroken = false
    const documents = {
      fetch: async () =>
        Response.json({ issuer: 'https://as.example.test', jwks_uri: 'https://as.example.test/jwks' }),
      get clock() {
        if (isBroken) throw new TypeError('a defect')
        return clock
      },
      fetchTimeoutSeconds: 3,
      closing: createClosing()
    }
    const source = createMetadataSource('https://as.example.test', documents, validateMetadata)
    await source.obtain()
    source.invalidate()
    isBroken = true
    await expect(source.obtain()).rejects.toThrow(TypeError)
  })
})

test('a defect while metadata is fetched is none of the failures that are weighed', async () => {
  const clock = createTestClock()
  let reads = 0
  const monotonic = () => {
    reads += 1
    if (reads === 3) throw new TypeError('a defect')
    return clock.monotonic()
  }
  const documents = {
    fetch,
    clock: { ...clock, monotonic },
    fetchTimeoutSeconds: 3,
    closing: createClosing()
  }
  const source = createMetadataSource('https://as.example.test', documents, validateMetadata)
  await expect(source.obtain()).rejects.toThrow(TypeError)
})

describe('metadata that is at none of its places', () => {
  test.each([
    ['oauthInserted', { kind: 'wrongIssuer' }, 'metadata_issuer_mismatch'],
    ['openidAppended', { kind: 'wrongIssuer' }, 'metadata_issuer_mismatch'],
    ['oauthInserted', { kind: 'html' }, 'metadata_invalid'],
    ['openidAppended', { kind: 'html' }, 'metadata_invalid'],
    ['oauthInserted', { kind: 'body', text: '7' }, 'metadata_invalid'],
    ['openidAppended', { kind: 'status', status: 500 }, 'metadata_unreachable']
  ] as const)('is reported by the failure that says most: at %s %o', async (place, fault, code) => {
    const { issuer, source } = await openRig('/t1')
    issuer.faults.apply('metadata', { kind: 'status', status: 404 })
    issuer.faults.clear(place)
    issuer.faults.apply(place, fault)
    expect((await refusalOf(() => source.obtain())).code).toBe(code)
  })

  test('is missing only if all locations answer 404', async () => {
    const { issuer, source } = await openRig('/t1')
    const headers = { 'Retry-After': '40' }
    issuer.faults.apply('oauthInserted', { kind: 'status', status: 404 })
    issuer.faults.apply('openidAppended', { kind: 'status', status: 429, headers })
    expect((await refusalOf(() => source.obtain())).retryAfterSeconds).toBe(40)
  })

  test('is looked for no longer than one deadline in all', async () => {
    const { clock, issuer, source } = await openRig('/t1')
    issuer.faults.apply('metadata', { kind: 'hang' })
    const failing = refusalOf(() => source.obtain())
    await clock.advance(2.999)
    expect(issuer.requests.all).toHaveLength(3)
    await clock.advance(0.001)
    expect((await failing).code).toBe('metadata_unreachable')
    expect(clock.pendingTasks).toBe(0)
  })

  test('is found after a second, and then immediately, if its first place hangs', async () => {
    const { clock, issuer, source } = await openRig('/t1')
    issuer.faults.apply('oauthInserted', { kind: 'hang' })
    const finding = source.obtain()
    await clock.advance(0.999)
    expect(issuer.requests.metadata).toBe(1)
    await clock.advance(0.001)
    expect((await finding).jwksUri).toBe(issuer.jwksUri)
    source.invalidate()
    await source.obtain()
    expect(issuer.requests.all).toEqual([
      'GET /.well-known/oauth-authorization-server/t1',
      'GET /t1/.well-known/openid-configuration',
      'GET /t1/.well-known/openid-configuration'
    ])
    await clock.advance(3)
    expect(clock.pendingTasks).toBe(0)
  })

  test('is taken from a slow place if that answers first after all', async () => {
    const { clock, issuer, source } = await openRig('/t1')
    const gate = createGate()
    issuer.faults.apply('oauthInserted', { kind: 'wait', until: () => gate.promise })
    issuer.faults.apply('openidAppended', { kind: 'hang' })
    const finding = source.obtain()
    await clock.advance(1.5)
    gate.open()
    expect((await finding).jwksUri).toBe(issuer.jwksUri)
    await clock.advance(3)
    expect(issuer.requests.all).toEqual([
      'GET /.well-known/oauth-authorization-server/t1',
      'GET /t1/.well-known/openid-configuration'
    ])
  })

  test('answers 404 at all of them with a hint that names jwksUri', async () => {
    const { issuer, source } = await openRig('/t1')
    issuer.faults.apply('metadata', { kind: 'status', status: 404 })
    const refusal = await refusalOf(() => source.obtain())
    expect(refusal).toMatchObject({ code: 'metadata_unreachable', status: 503 })
    expect(refusal.hint).toContain('404 at every metadata address')
    expect(refusal.hint).toContain('"jwksUri"')
  })

  test('without any time is unreachable', async () => {
    const closing = createClosing()
    const documents = { fetch, clock: createTestClock(), fetchTimeoutSeconds: 0, closing }
    const source = createMetadataSource('https://as.example.test', documents, validateMetadata)
    expect(await refusalOf(() => source.obtain())).toMatchObject({
      code: 'metadata_unreachable',
      cause: undefined
    })
  })
})
