import { describe, expect, test, vi } from 'vitest'
import { currentKeySet, phaseOf, type FetchedKeySet } from '../../src/keys/key-set-life.ts'
import { endLife, obtainKeySet, renewKeySet } from '../../src/keys/renew-key-set.ts'
import { createGate } from '../support/gate.ts'
import { fetched, outage, startLifeRig } from '../support/life-rig.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { keySetNamed } from '../support/test-key-set.ts'

describe('a cold set', () => {
  test('fetches nothing by itself', async () => {
    const { clock, life, count } = startLifeRig()
    await clock.advance(86_400)
    expect([phaseOf(life), currentKeySet(life), count()]).toEqual(['cold', undefined, 0])
  })

  test('is fetched once for all who wait', async () => {
    const { life, count, bring, told } = startLifeRig()
    const gate = createGate<FetchedKeySet>()
    bring(() => gate.promise)
    const waiting = [obtainKeySet(life), obtainKeySet(life), renewKeySet(life)]
    gate.open(fetched('a'))
    const sets = await Promise.all(waiting)
    expect(new Set(sets).size).toBe(1)
    expect([count(), phaseOf(life), told]).toEqual([1, 'fresh', ['none -> a']])
  })

  test('refuses all who wait when the fetch fails, each with an error of its own', async () => {
    const { life, bring, count } = startLifeRig()
    bring(outage)
    const [one, other] = await Promise.all([
      refusalOf(() => obtainKeySet(life)),
      refusalOf(() => obtainKeySet(life))
    ])
    expect(one).toMatchObject({ code: 'jwks_unreachable', hint: 'away', status: 503, retryAfterSeconds: 2 })
    expect(other).toMatchObject({ code: 'jwks_unreachable' })
    expect(count()).toBe(1)
  })

  test('turns whatever is thrown into a refusal with its cause', async () => {
    const { life, bring } = startLifeRig()
    const cause = new TypeError('a defect')
    bring(() => Promise.reject(cause))
    const refusal = await refusalOf(() => obtainKeySet(life))
    expect(refusal).toMatchObject({ code: 'jwks_unreachable', cause, hint: undefined })
  })
})

describe('a fresh set', () => {
  test('is refreshed at 80 % of its life, and nothing is asked before', async () => {
    const { clock, life, count } = startLifeRig()
    await obtainKeySet(life)
    await clock.advance(479.999)
    expect(await obtainKeySet(life)).toBe(currentKeySet(life))
    expect(count()).toBe(1)
    await clock.advance(0.001)
    expect(count()).toBe(2)
  })

  test('is refreshed 10 % earlier or later, by chance', async () => {
    for (const [random, seconds] of [
      [0, 432],
      [1, 528]
    ] as const) {
      const { clock, life, count } = startLifeRig()
      vi.spyOn(Math, 'random').mockReturnValue(random)
      await obtainKeySet(life)
      await clock.advance(seconds - 0.001)
      expect(count()).toBe(1)
      await clock.advance(0.002)
      expect(count()).toBe(2)
    }
  })

  test('stays the same object when the same keys come again, and is told of once', async () => {
    const { clock, life, told, count } = startLifeRig()
    const first = await obtainKeySet(life)
    await clock.advance(480)
    expect(count()).toBe(2)
    expect(currentKeySet(life)).toBe(first)
    expect(life.obtainedAt).toBe(480_000)
    expect(told).toEqual(['none -> a'])
  })

  test('is replaced as a whole by other keys', async () => {
    const { clock, life, told, bring } = startLifeRig()
    await obtainKeySet(life)
    bring(() => Promise.resolve(fetched('b')))
    await clock.advance(480)
    expect(currentKeySet(life)?.kids).toEqual(['b'])
    expect(told).toEqual(['none -> a', 'a -> b'])
  })

  test.each([
    [undefined, 600],
    [0, 60],
    [59, 60],
    [61, 61],
    [86_400, 86_400],
    [86_401, 86_400]
  ])('where the server states a life of %s lives %i seconds', async (lifeSeconds, seconds) => {
    const { clock, life, bring } = startLifeRig({ staleIfErrorSeconds: 0 })
    bring(() => Promise.resolve({ keySet: keySetNamed('a'), lifeSeconds }))
    await obtainKeySet(life)
    bring(() => new Promise(() => undefined))
    await clock.advance(seconds - 0.001)
    expect(phaseOf(life)).toBe('fresh')
    await clock.advance(0.001)
    expect(phaseOf(life)).toBe('gone')
  })

  test('may be used without asking for as long as it is fresh, and not when another took its place', async () => {
    const { clock, life, bring } = startLifeRig()
    const startedAt = clock.monotonic()
    const first = await obtainKeySet(life)
    expect(first.unaskedUntil).toBe(Math.floor(startedAt + 600_000))
    await clock.advance(480)
    expect(first.unaskedUntil).toBe(Math.floor(startedAt + 480_000 + 600_000))
    bring(() => Promise.resolve(fetched('b')))
    await clock.advance(480)
    expect(first.unaskedUntil).toBe(0)
    expect(currentKeySet(life)?.unaskedUntil).toBe(Math.floor(startedAt + 960_000 + 600_000))
  })

  test('may never be used without asking where others decide about it, too', async () => {
    const { clock, life } = startLifeRig({}, false)
    const keySet = await obtainKeySet(life)
    await clock.advance(480)
    expect([keySet.unaskedUntil, currentKeySet(life)]).toEqual([0, keySet])
  })

  test('may not be used any more when its life was ended', async () => {
    const { life } = startLifeRig()
    const keySet = await obtainKeySet(life)
    endLife(life)
    expect([keySet.unaskedUntil, currentKeySet(life)]).toEqual([0, undefined])
  })

  test('has the time that its fetch took taken off its life and its refresh', async () => {
    const { clock, count } = await obtainSlowly(30)
    await clock.advance(17.999)
    expect(count()).toBe(1)
    await clock.advance(0.001)
    expect(count()).toBe(2)
  })

  test('is refreshed no sooner than after a second, however long its fetch took', async () => {
    const { clock, bring, count } = await obtainSlowly(60)
    bring(() => new Promise(() => undefined))
    await clock.advance(0.999)
    expect(count()).toBe(1)
    await clock.advance(0.001)
    expect(count()).toBe(2)
  })
})

/** A set that lives for a minute, whose fetch took so many seconds of it. */
async function obtainSlowly(seconds: number) {
  const rig = startLifeRig({ ttlSeconds: 60 })
  const gate = createGate<FetchedKeySet>()
  rig.bring(() => gate.promise)
  const waiting = obtainKeySet(rig.life)
  await rig.clock.advance(seconds)
  gate.open(fetched('a'))
  await waiting
  return rig
}
