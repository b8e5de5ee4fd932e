import { describe, expect, test, vi } from 'vitest'
import type { FetchedKeySet } from '../../src/keys/key-set-cache.ts'
import { createGate } from '../support/gate.ts'
import { fetched, openKeySetCache, outage } from '../support/key-set-cache-rig.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { keySetNamed } from '../support/test-key-set.ts'

const issuer = 'https://as.example.test'

describe('a cold key set cache', () => {
  test('fetches nothing before it is asked', async () => {
    const { clock, cache, count } = openKeySetCache()
    await clock.advance(86_400)
    expect([cache.status().phase, cache.current(), count()]).toEqual(['cold', undefined, 0])
  })

  test('fetches once for all callers that wait, and publishes the set', async () => {
    const { cache, count, bring, events } = openKeySetCache()
    const gate = createGate<FetchedKeySet>()
    bring(() => gate.promise)
    const waiting = [cache.obtain(), cache.obtain(), cache.refetch()]
    gate.open(fetched('a'))
    const sets = await Promise.all(waiting)
    expect(new Set(sets).size).toBe(1)
    expect([count(), cache.status().phase]).toEqual([1, 'fresh'])
    expect(events).toEqual([{ type: 'key_set_replaced', issuer, added: ['a'], removed: [] }])
  })

  test('refuses all callers that wait if the fetch fails, each with an error of its own', async () => {
    const { cache, bring, count } = openKeySetCache()
    bring(outage)
    const [one, other] = await Promise.all([refusalOf(() => cache.obtain()), refusalOf(() => cache.obtain())])
    expect(one).toMatchObject({ code: 'jwks_unreachable', hint: 'down', status: 503, retryAfterSeconds: 2 })
    expect(other).toMatchObject({ code: 'jwks_unreachable' })
    expect(count()).toBe(1)
  })

  test('turns any error into a refusal with its cause', async () => {
    const { cache, bring } = openKeySetCache()
    const cause = new TypeError('a defect')
    bring(() => Promise.reject(cause))
    const refusal = await refusalOf(() => cache.obtain())
    expect(refusal).toMatchObject({ code: 'jwks_unreachable', cause, hint: undefined })
  })
})

describe('a fresh key set', () => {
  test('is refreshed at 80 % of its lifetime and not before', async () => {
    const { clock, cache, count } = openKeySetCache()
    await cache.obtain()
    await clock.advance(479.999)
    expect(await cache.obtain()).toBe(cache.current())
    expect(count()).toBe(1)
    await clock.advance(0.001)
    expect(count()).toBe(2)
  })

  test('is refreshed up to 10 % earlier or later, at random', async () => {
    for (const [random, seconds] of [
      [0, 432],
      [1, 528]
    ] as const) {
      const { clock, cache, count } = openKeySetCache()
      vi.spyOn(Math, 'random').mockReturnValue(random)
      await cache.obtain()
      await clock.advance(seconds - 0.001)
      expect(count()).toBe(1)
      await clock.advance(0.002)
      expect(count()).toBe(2)
    }
  })

  test('stays the same object, with a new age and no event, if a refresh brings the same keys', async () => {
    const { clock, cache, events, count } = openKeySetCache()
    const first = await cache.obtain()
    await clock.advance(480)
    expect(count()).toBe(2)
    expect(cache.current()).toBe(first)
    expect(cache.status().ageSeconds).toBe(0)
    expect(events).toHaveLength(1)
  })

  test('is replaced as a whole if a refresh brings other keys', async () => {
    const { clock, cache, events, bring } = openKeySetCache()
    await cache.obtain()
    bring(() => Promise.resolve(fetched('b', '')))
    await clock.advance(480)
    expect(cache.current()?.kids).toEqual(['b', ''])
    expect(events[1]).toEqual({ type: 'key_set_replaced', issuer, added: ['b', ''], removed: ['a'] })
  })

  test('publishes a key with new material under its old id as added and removed', async () => {
    const { clock, cache, events, bring } = openKeySetCache()
    await cache.obtain()
    const keySet = { ...keySetNamed('a', 'b'), fingerprints: ['new', 'b'], fingerprint: 'new b' }
    bring(() => Promise.resolve({ keySet, lifeSeconds: undefined }))
    await clock.advance(480)
    expect(events[1]).toEqual({ type: 'key_set_replaced', issuer, added: ['a', 'b'], removed: ['a'] })
  })

  test.each([
    [undefined, 600],
    [0, 60],
    [59, 60],
    [61, 61],
    [86_400, 86_400],
    [86_401, 86_400]
  ])('lives, with a lifetime of %s stated by the server, %i seconds', async (lifeSeconds, seconds) => {
    const { clock, cache, bring } = openKeySetCache({ staleIfErrorSeconds: 0 })
    bring(() => Promise.resolve({ keySet: keySetNamed('a'), lifeSeconds }))
    await cache.obtain()
    bring(() => new Promise(() => undefined))
    await clock.advance(seconds - 0.001)
    expect(cache.status().phase).toBe('fresh')
    await clock.advance(0.001)
    expect(cache.status().phase).toBe('gone')
  })

  test('is current at any moment of its lifetime that a caller passes, and not at its end', async () => {
    const { clock, cache } = openKeySetCache()
    const keySet = await cache.obtain()
    expect(cache.current(clock.monotonic() + 599_999)).toBe(keySet)
    expect(cache.current(clock.monotonic() + 600_000)).toBeUndefined()
    expect(cache.current()).toBe(keySet)
  })

  test('loses the time that its fetch took, before its refresh and its end', async () => {
    const { clock, count } = await obtainSlowly(30)
    await clock.advance(17.999)
    expect(count()).toBe(1)
    await clock.advance(0.001)
    expect(count()).toBe(2)
  })

  test('is refreshed after a second at the earliest, however long its fetch took', async () => {
    const { clock, bring, count } = await obtainSlowly(60)
    bring(() => new Promise(() => undefined))
    await clock.advance(0.999)
    expect(count()).toBe(1)
    await clock.advance(0.001)
    expect(count()).toBe(2)
  })
})

/** A set with a lifetime of a minute whose fetch took so many seconds. */
async function obtainSlowly(seconds: number) {
  const rig = openKeySetCache({ ttlSeconds: 60 })
  const gate = createGate<FetchedKeySet>()
  rig.bring(() => gate.promise)
  const waiting = rig.cache.obtain()
  await rig.clock.advance(seconds)
  gate.open(fetched('a'))
  await waiting
  return rig
}
