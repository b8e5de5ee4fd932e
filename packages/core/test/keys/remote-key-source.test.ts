import { describe, expect, test } from 'vitest'
import { openKeySource } from '../support/key-source-rig.ts'
import { recordEvents } from '../support/record-events.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { serve } from '../support/serve.ts'

describe('keys that an issuer publishes', () => {
  test('are fetched for the first who asks, and found without a promise from then on', async () => {
    const { issuer, source, header, distrusted } = await openKeySource()
    expect(source.status()).toEqual({
      phase: 'cold',
      keySet: undefined,
      ageSeconds: undefined,
      failure: undefined
    })
    const found = await source.find(header())
    expect(found.keys).toHaveLength(1)
    expect(source.find(header())).toEqual(found)
    expect(source.current()).toBe(found.keySet)
    expect([issuer.requests.jwks, distrusted()]).toEqual([1, 0])
  })

  test('are those of a moment that somebody has read from the clock', async () => {
    const { clock, source, header } = await openKeySource()
    const { keySet } = await source.find(header())
    const life = 600_000
    expect(source.current(clock.monotonic() + life - 1)).toBe(keySet)
    expect(source.current(clock.monotonic() + life)).toBeUndefined()
    expect(source.current()).toBe(keySet)
  })

  test('tell how old they are', async () => {
    const { clock, source } = await openKeySource()
    await source.warmUp()
    await clock.advance(12)
    expect(source.status()).toMatchObject({ phase: 'fresh', ageSeconds: 12, failure: undefined })
  })

  test('that are skipped are told of', async () => {
    const { issuer, source } = await openKeySource()
    const events = recordEvents()
    issuer.faults.apply('jwks', { kind: 'badKeys', keys: ['symmetric'] })
    await source.warmUp()
    expect(events.filter(({ type }) => type === 'key_skipped')).toMatchObject([{ issuer: issuer.issuer }])
  })

  test('that are skipped are told of where no other key is left, too', async () => {
    const jwk = { kty: 'EC', crv: 'P-256', kid: 'leaked', d: 'AA' }
    const origin = await serve((_, response) => void response.end(JSON.stringify({ keys: [jwk] })))
    const { source } = await openKeySource(() => Promise.resolve(origin))
    const events = recordEvents()
    const refusal = await refusalOf(() => source.warmUp())
    expect(refusal.hint).toContain('a private or symmetric key is published')
    expect(events.map(({ type }) => type)).toEqual(['fetch_started', 'key_skipped', 'fetch_failed'])
  })

  test('that are skipped disturb nobody where nobody listens', async () => {
    const { issuer, source } = await openKeySource()
    issuer.faults.apply('jwks', { kind: 'badKeys', keys: ['symmetric'] })
    await source.warmUp()
    expect(source.current()?.kids).toHaveLength(1)
  })

  test('that cannot be had call in question where they are said to be', async () => {
    const { issuer, source, distrusted } = await openKeySource()
    issuer.faults.apply('jwks', { kind: 'emptySet' })
    expect((await refusalOf(() => source.warmUp())).code).toBe('jwks_invalid')
    expect(distrusted()).toBe(1)
    expect(source.status().failure).toMatchObject({ count: 1 })
  })

  test('that cannot be located call nothing in question', async () => {
    const { source, distrusted } = await openKeySource(() => Promise.reject(new TypeError('nowhere')))
    expect((await refusalOf(() => source.warmUp())).code).toBe('jwks_unreachable')
    expect(distrusted()).toBe(0)
  })

  test('are looked for again, without an event where nobody listens', async () => {
    const { issuer, source, header } = await openKeySource()
    await source.warmUp()
    await issuer.rotate()
    expect((await source.find(header())).keys).toHaveLength(1)
    expect((await refusalOf(() => source.find({ alg: 'ES256', kid: 'x' }))).code).toBe('key_not_found')
  })

  test('that nobody publishes are told of, each of them, with a kid or without', async () => {
    const { source } = await openKeySource()
    const events = recordEvents()
    const headers = [{ alg: 'ES256', kid: 'x' }, { alg: 'ES256', kid: 'y' }, { alg: 'ES384' }]
    await Promise.all(headers.map((header) => refusalOf(() => source.find(header))))
    const told = events.flatMap((event) => (event.type === 'key_id_unknown' ? [event.unverifiedKid] : []))
    expect(told.toSorted((one, other) => one.localeCompare(other))).toEqual(['', 'x', 'y'])
  })

  test('are looked for in the set of a fetch that began for another token', async () => {
    const { issuer, source } = await openKeySource()
    await source.warmUp()
    const events = recordEvents()
    const [one, other] = await Promise.all(
      ['x', 'y'].map((kid) => refusalOf(() => source.find({ alg: 'ES256', kid })))
    )
    expect([one?.code, other?.code]).toEqual(['key_not_found', 'key_not_found'])
    expect(issuer.requests.jwks).toBe(2)
    const told = events.flatMap((event) => (event.type === 'key_id_unknown' ? [event.refetch] : []))
    expect(told).toEqual([true, false])
  })

  test('that cannot be selected leave no failure behind that nobody sees', async () => {
    const { source } = await openKeySource()
    await source.warmUp()
    await expect(source.find({ alg: 'HS256', kid: 'x' })).rejects.toThrow('Unsupported')
  })

  test('of another name are refused as our trouble in an outage, with the time of the next attempt', async () => {
    const { issuer, source } = await openKeySource()
    await source.warmUp()
    issuer.faults.apply('jwks', { kind: 'status', status: 503, headers: { 'Retry-After': '50' } })
    const first = await refusalOf(() => source.find({ alg: 'ES256', kid: 'x' }))
    expect(first).toMatchObject({ code: 'jwks_unreachable', retryAfterSeconds: 50 })
    const second = await refusalOf(() => source.find({ alg: 'ES256', kid: 'y' }))
    expect(second).toMatchObject({ code: 'jwks_unreachable', retryAfterSeconds: 50, status: 503 })
    expect(issuer.requests.jwks).toBe(2)
  })
})
