import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createClosing } from '../../src/documents/closing.ts'
import { KEY_DEFAULTS } from '../../src/keys/key-options.ts'
import type { FoundKeys, KeySource } from '../../src/keys/key-source.ts'
import { createRemoteKeySource } from '../../src/keys/remote-key-source.ts'
import { recordEvents } from '../support/record-events.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { serve } from '../support/serve.ts'

interface Rig {
  readonly clock: TestClock
  readonly issuer: TestIssuer
  readonly source: KeySource
  /** How often what `locate` says was called in question. */
  distrusted(): number
  /** The header of a token of the issuer's newest key. */
  header(): { alg: string; kid: string }
}

async function openRig(locate?: () => Promise<string>): Promise<Rig> {
  const clock = createTestClock()
  const issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
  let distrusted = 0
  const source = createRemoteKeySource({
    issuer: issuer.issuer,
    algorithms: new Set(['ES256']),
    options: KEY_DEFAULTS,
    documents: {
      fetch: (url, init) => fetch(url, init),
      clock,
      deadlineSeconds: 3,
      closing: createClosing()
    },
    isTrustedForGood: true,
    locate: locate ?? (() => Promise.resolve(issuer.jwksUri)),
    distrust() {
      distrusted += 1
    }
  })
  onTestFinished(async () => {
    source.close()
    await issuer.close()
  })
  const header = () => ({ alg: 'ES256', kid: issuer.publicKeys()[0]?.kid ?? '' })
  return { clock, issuer, source, distrusted: () => distrusted, header }
}

describe('keys that an issuer publishes', () => {
  test('are fetched for the first who asks, and found without a promise from then on', async () => {
    const { issuer, source, header, distrusted } = await openRig()
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
    const { clock, source, header } = await openRig()
    const { keySet } = await source.find(header())
    const life = 600_000
    expect(source.current(clock.monotonic() + life - 1)).toBe(keySet)
    expect(source.current(clock.monotonic() + life)).toBeUndefined()
    expect(source.current()).toBe(keySet)
  })

  test('tell how old they are', async () => {
    const { clock, source } = await openRig()
    await source.warmUp()
    await clock.advance(12)
    expect(source.status()).toMatchObject({ phase: 'fresh', ageSeconds: 12, failure: undefined })
  })

  test('that are skipped are told of', async () => {
    const { issuer, source } = await openRig()
    const events = recordEvents()
    issuer.faults.apply('jwks', { kind: 'badKeys', keys: ['symmetric'] })
    await source.warmUp()
    expect(events.filter(({ type }) => type === 'key_skipped')).toMatchObject([{ issuer: issuer.issuer }])
  })

  test('that are skipped are told of where no other key is left, too', async () => {
    const jwk = { kty: 'EC', crv: 'P-256', kid: 'leaked', d: 'AA' }
    const origin = await serve((_, response) => void response.end(JSON.stringify({ keys: [jwk] })))
    const { source } = await openRig(() => Promise.resolve(origin))
    const events = recordEvents()
    const refusal = await refusalOf(() => source.warmUp())
    expect(refusal.hint).toContain('a private or symmetric key is published')
    expect(events.map(({ type }) => type)).toEqual(['fetch_started', 'key_skipped', 'fetch_failed'])
  })

  test('that are skipped disturb nobody where nobody listens', async () => {
    const { issuer, source } = await openRig()
    issuer.faults.apply('jwks', { kind: 'badKeys', keys: ['symmetric'] })
    await source.warmUp()
    expect(source.current()?.kids).toHaveLength(1)
  })

  test('that cannot be had call in question where they are said to be', async () => {
    const { issuer, source, distrusted } = await openRig()
    issuer.faults.apply('jwks', { kind: 'emptySet' })
    expect((await refusalOf(() => source.warmUp())).code).toBe('jwks_invalid')
    expect(distrusted()).toBe(1)
    expect(source.status().failure).toMatchObject({ count: 1 })
  })

  test('that cannot be located call nothing in question', async () => {
    const { source, distrusted } = await openRig(() => Promise.reject(new TypeError('nowhere')))
    expect((await refusalOf(() => source.warmUp())).code).toBe('jwks_unreachable')
    expect(distrusted()).toBe(0)
  })

  test('are looked for again, without an event where nobody listens', async () => {
    const { issuer, source, header } = await openRig()
    await source.warmUp()
    await issuer.rotate()
    expect((await source.find(header())).keys).toHaveLength(1)
    expect((await refusalOf(() => source.find({ alg: 'ES256', kid: 'x' }))).code).toBe('key_not_found')
  })

  test('that nobody publishes are told of, each of them, with a kid or without', async () => {
    const { source } = await openRig()
    const events = recordEvents()
    const headers = [{ alg: 'ES256', kid: 'x' }, { alg: 'ES256', kid: 'y' }, { alg: 'ES384' }]
    await Promise.all(headers.map((header) => refusalOf(() => source.find(header))))
    const told = events.flatMap((event) => (event.type === 'key_id_unknown' ? [event.unverifiedKid] : []))
    expect(told.toSorted((one, other) => one.localeCompare(other))).toEqual(['', 'x', 'y'])
  })

  test('are looked for in the set of a fetch that began for another token', async () => {
    const { issuer, source } = await openRig()
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
    const { source } = await openRig()
    await source.warmUp()
    await expect(source.find({ alg: 'HS256', kid: 'x' })).rejects.toThrow('Unsupported')
  })

  test('of another name are refused as our trouble in an outage, with the time of the next attempt', async () => {
    const { issuer, source } = await openRig()
    await source.warmUp()
    issuer.faults.apply('jwks', { kind: 'status', status: 503, headers: { 'Retry-After': '50' } })
    const first = await refusalOf(() => source.find({ alg: 'ES256', kid: 'x' }))
    expect(first).toMatchObject({ code: 'jwks_unreachable', retryAfterSeconds: 50 })
    const second = await refusalOf(() => source.find({ alg: 'ES256', kid: 'y' }))
    expect(second).toMatchObject({ code: 'jwks_unreachable', retryAfterSeconds: 50, status: 503 })
    expect(issuer.requests.jwks).toBe(2)
  })
})

describe('a key that was changed under its name', () => {
  async function openChanged(): Promise<Rig & { tried: FoundKeys }> {
    const rig = await openRig()
    const tried = await rig.source.find(rig.header())
    return { ...rig, tried }
  }

  test('is found', async () => {
    const { issuer, source, header, tried } = await openChanged()
    await issuer.rotate({ sameKid: true })
    const changed = await source.findChanged(header(), tried)
    expect(changed?.keySet).toBe(source.current())
    expect(changed?.keySet).not.toBe(tried.keySet)
  })

  test('is found in the set at hand where that is newer already', async () => {
    const { clock, issuer, source, header, tried } = await openChanged()
    await issuer.rotate({ sameKid: true })
    await clock.advance(530)
    expect((await source.findChanged(header(), tried))?.keySet).toBe(source.current())
    expect(issuer.requests.jwks).toBe(2)
  })

  test('is not found where nothing has changed, or its name has left', async () => {
    const { clock, issuer, source, header, tried } = await openChanged()
    expect(await source.findChanged(header(), tried)).toBeUndefined()
    const before = header()
    await issuer.rotate()
    await clock.advance(30)
    expect(await source.findChanged(before, tried)).toBeUndefined()
  })

  test('is not looked for twice in thirty seconds, nor in a back-off', async () => {
    const { clock, issuer, source, header, tried } = await openChanged()
    await source.findChanged(header(), tried)
    await source.findChanged(header(), tried)
    expect(issuer.requests.jwks).toBe(2)
    issuer.faults.apply('jwks', { kind: 'status', status: 429, headers: { 'Retry-After': '100' } })
    await clock.advance(30)
    expect(await source.findChanged(header(), tried)).toBeUndefined()
    await clock.advance(30)
    expect(await source.findChanged(header(), tried)).toBeUndefined()
    expect(issuer.requests.jwks).toBe(3)
  })

  test('is found after a back-off, in which looking for it was of no use and cost nothing', async () => {
    const { clock, issuer, source, header, tried } = await openChanged()
    issuer.faults.apply('jwks', { kind: 'status', status: 503, times: 1 })
    await refusalOf(() => source.find({ alg: 'ES256', kid: 'x' }))
    expect(await source.findChanged(header(), tried)).toBeUndefined()
    await clock.advance(2)
    expect(source.status().failure).toBeUndefined()
    await issuer.rotate({ sameKid: true })
    expect((await source.findChanged(header(), tried))?.keySet).toBe(source.current())
  })

  test('is a defect where it is one', async () => {
    const { issuer, source, tried } = await openChanged()
    await issuer.rotate({ sameKid: true })
    await expect(source.findChanged({ alg: 'HS256' }, tried)).rejects.toThrow('Unsupported')
  })
})
