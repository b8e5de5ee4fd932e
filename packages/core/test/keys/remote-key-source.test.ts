import { describe, expect, test } from 'vitest'
import { openKeySource } from '../support/key-source-rig.ts'
import { recordEvents } from '../support/record-events.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { serve } from '../support/serve.ts'

describe('the keys that an issuer publishes', () => {
  test('are fetched for the first token and cached for the next', async () => {
    const { issuer, source, verifyNew, invalidated } = await openKeySource()
    expect(source.status()).toEqual({
      phase: 'cold',
      keySet: undefined,
      ageSeconds: undefined,
      failure: undefined
    })
    const keySet = await verifyNew()
    expect(await verifyNew()).toBe(keySet)
    expect(source.current()).toBe(keySet)
    expect([issuer.requests.jwks, invalidated()]).toEqual([1, 0])
  })

  test('report their age', async () => {
    const { clock, source } = await openKeySource()
    await source.warmUp()
    await clock.advance(12)
    expect(source.status()).toMatchObject({ phase: 'fresh', ageSeconds: 12, failure: undefined })
  })

  test('publish key_skipped for an invalid one', async () => {
    const { issuer, source } = await openKeySource()
    const events = recordEvents()
    issuer.faults.apply('jwks', { kind: 'badKeys', keys: ['symmetric'] })
    await source.warmUp()
    expect(events.filter(({ type }) => type === 'key_skipped')).toMatchObject([{ issuer: issuer.issuer }])
  })

  test('publish key_skipped even if no usable key remains', async () => {
    const jwk = { kty: 'EC', crv: 'P-256', kid: 'leaked', d: 'AA' }
    const origin = await serve((_, response) => void response.end(JSON.stringify({ keys: [jwk] })))
    const { source } = await openKeySource(() => Promise.resolve(origin))
    const events = recordEvents()
    const refusal = await refusalOf(() => source.warmUp())
    expect(refusal.hint).toContain('a private or symmetric key: anyone who reads it can sign tokens')
    expect(events.map(({ type }) => type)).toEqual(['fetch_started', 'key_skipped', 'fetch_failed'])
  })

  test('skip an invalid one without subscribers, too', async () => {
    const { issuer, source } = await openKeySource()
    issuer.faults.apply('jwks', { kind: 'badKeys', keys: ['symmetric'] })
    await source.warmUp()
    expect(source.current()?.kids).toHaveLength(1)
  })

  test('call their URL in question if they cannot be fetched', async () => {
    const { issuer, source, invalidated } = await openKeySource()
    issuer.faults.apply('jwks', { kind: 'emptySet' })
    expect((await refusalOf(() => source.warmUp())).code).toBe('jwks_invalid')
    expect(invalidated()).toBe(1)
    expect(source.status().failure).toMatchObject({ count: 1 })
  })

  test('call nothing in question if their URL is unknown', async () => {
    const { source, invalidated } = await openKeySource(() => Promise.reject(new TypeError('nowhere')))
    expect((await refusalOf(() => source.warmUp())).code).toBe('jwks_unreachable')
    expect(invalidated()).toBe(0)
  })
})
