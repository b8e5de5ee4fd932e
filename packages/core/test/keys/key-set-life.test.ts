import { describe, expect, test, vi } from 'vitest'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import { currentKeySet, isBackingOff, phaseOf, type FetchedKeySet } from '../../src/keys/key-set-life.ts'
import { endLife, obtainKeySet, renewKeySet } from '../../src/keys/renew-key-set.ts'
import { createGate } from '../support/gate.ts'
import { fetched, outage, startLifeRig } from '../support/life-rig.ts'
import { refusalOf } from '../support/refusal-of.ts'

describe('a set whose life is over', () => {
  test('is fetched before it is believed, where nobody tried before', async () => {
    const { clock, life, bring, count } = startLifeRig()
    await obtainKeySet(life)
    life.cancelTimer?.()
    await clock.advance(600)
    expect([phaseOf(life), currentKeySet(life)]).toEqual(['stale', undefined])
    bring(() => Promise.resolve(fetched('b')))
    expect((await obtainKeySet(life)).kids).toEqual(['b'])
    expect(count()).toBe(2)
  })

  test('serves while a fetch is under way that began in time, and not while one is that did not', async () => {
    const { clock, life, bring } = startLifeRig()
    const first = await obtainKeySet(life)
    bring(() => new Promise(() => undefined))
    await clock.advance(600)
    expect(currentKeySet(life)).toBe(first)
    const late = startLifeRig()
    await obtainKeySet(late.life)
    late.life.cancelTimer?.()
    await late.clock.advance(600)
    late.bring(() => new Promise(() => undefined))
    renewKeySet(late.life).catch(() => undefined)
    expect(currentKeySet(late.life)).toBeUndefined()
  })

  test('is fetched before it is believed, where the next attempt is long due and no timer has fired', async () => {
    const { clock, life, bring, count } = startLifeRig()
    await obtainKeySet(life)
    bring(outage)
    await clock.advance(600)
    life.cancelTimer?.()
    const due = (life.failure?.nextAttemptAt ?? 0) / 1000
    await clock.advance(due + 0.999 - clock.monotonic() / 1000)
    expect(currentKeySet(life)?.kids).toEqual(['a'])
    await clock.advance(0.001)
    expect(currentKeySet(life)).toBeUndefined()
    const before = count()
    const gate = createGate<FetchedKeySet>()
    bring(() => gate.promise)
    const waiting = [obtainKeySet(life), obtainKeySet(life)]
    expect(currentKeySet(life)).toBeUndefined()
    gate.open(fetched('b'))
    expect((await Promise.all(waiting)).map(({ kids }) => kids)).toEqual([['b'], ['b']])
    expect(count()).toBe(before + 1)
  })

  test('serves while the next attempt is under way, which began when it was due', async () => {
    const { clock, life, bring } = startLifeRig()
    await obtainKeySet(life)
    bring(outage)
    await clock.advance(600)
    bring(() => new Promise(() => undefined))
    await clock.advance(120)
    expect(life.fetching).toBeDefined()
    expect(currentKeySet(life)?.kids).toEqual(['a'])
  })

  test('serves no moment longer where none may be stale, fetch under way or not', async () => {
    const { clock, life, bring } = startLifeRig({ staleIfErrorSeconds: 0 })
    await obtainKeySet(life)
    bring(() => new Promise(() => undefined))
    await clock.advance(599.999)
    expect(currentKeySet(life)).toBeDefined()
    await clock.advance(0.001)
    expect(currentKeySet(life)).toBeUndefined()
  })

  test('serves after a failure until the bound, and is told of once', async () => {
    const { clock, life, bring, told } = startLifeRig({ staleIfErrorSeconds: 1000 })
    const first = await obtainKeySet(life)
    bring(outage)
    await clock.advance(1599.999)
    expect(await obtainKeySet(life)).toBe(first)
    await clock.advance(0.001)
    expect(phaseOf(life)).toBe('gone')
    expect(currentKeySet(life)).toBeUndefined()
    expect((await refusalOf(() => obtainKeySet(life))).code).toBe('jwks_unreachable')
    expect(told.map((line) => line.split(' ')[0])).toEqual(['none', 'stale', 'gave'])
  })

  test('serves where the fetch that it waited for fails', async () => {
    const { clock, life, bring, told } = startLifeRig()
    const first = await obtainKeySet(life)
    life.cancelTimer?.()
    await clock.advance(700)
    bring(outage)
    expect(await obtainKeySet(life)).toBe(first)
    expect(told).toEqual(['none -> a', 'stale at 700 for 21500'])
  })
})

describe('after a failure', () => {
  test('nothing is fetched for a request before the back-off is over, then by the timer', async () => {
    const { clock, life, bring, count } = startLifeRig()
    bring(outage)
    await refusalOf(() => obtainKeySet(life))
    expect(isBackingOff(life)).toBe(true)
    await clock.advance(1.499)
    expect((await refusalOf(() => obtainKeySet(life))).retryAfterSeconds).toBe(1)
    expect(count()).toBe(1)
    bring(() => Promise.resolve(fetched('a')))
    await clock.advance(0.001)
    expect([isBackingOff(life), count(), phaseOf(life)]).toEqual([false, 2, 'fresh'])
  })

  test('a timer that fires a moment early tries all the same', async () => {
    const { clock, life, bring, count } = startLifeRig()
    const schedule = vi.spyOn(clock, 'schedule')
    bring(outage)
    await refusalOf(() => obtainKeySet(life))
    const [task] = schedule.mock.lastCall ?? []
    bring(() => Promise.resolve(fetched('a')))
    await clock.advance(1.49)
    task?.()
    await clock.advance(0)
    expect([count(), phaseOf(life)]).toEqual([2, 'fresh'])
  })

  test('the failures are counted, until one succeeds', async () => {
    const { clock, life, bring } = startLifeRig()
    bring(outage)
    await refusalOf(() => obtainKeySet(life))
    await clock.advance(1.5 + 2.5)
    expect(life.failure).toMatchObject({ count: 3, at: 4000, nextAttemptAt: 8500 })
    bring(() => Promise.resolve(fetched('a')))
    await clock.advance(4.5)
    expect(life.failure).toBeUndefined()
    bring(outage)
    await clock.advance(480)
    expect(life.failure).toMatchObject({ count: 1 })
  })

  test('the server may ask for more time', async () => {
    const { clock, life, bring, count } = startLifeRig()
    bring(() => Promise.reject(new ProtectedResourceError('jwks_unreachable', { retryAfterSeconds: 100 })))
    expect((await refusalOf(() => obtainKeySet(life))).retryAfterSeconds).toBe(100)
    await clock.advance(99.999)
    expect(count()).toBe(1)
    await clock.advance(0.001)
    expect(count()).toBe(2)
  })

  test('a fetch that is under way is joined, back-off or not', async () => {
    const { clock, life, bring } = startLifeRig()
    bring(outage)
    await refusalOf(() => obtainKeySet(life))
    const gate = createGate<FetchedKeySet>()
    bring(() => gate.promise)
    await clock.advance(1.5)
    expect(isBackingOff(life)).toBe(false)
    const waiting = obtainKeySet(life)
    gate.open(fetched('a'))
    expect((await waiting).kids).toEqual(['a'])
  })
})

describe('a life that is ended', () => {
  test('has no timer, and no set', async () => {
    const { clock, life } = startLifeRig()
    await obtainKeySet(life)
    expect(clock.pendingTasks).toBe(1)
    endLife(life)
    expect([clock.pendingTasks, phaseOf(life), currentKeySet(life)]).toEqual([0, 'cold', undefined])
  })

  test('may end before it began, and leaves no timer behind a failure', async () => {
    const { clock, life, bring } = startLifeRig()
    endLife(life)
    bring(outage)
    expect((await refusalOf(() => obtainKeySet(life))).code).toBe('jwks_unreachable')
    expect(clock.pendingTasks).toBe(0)
  })

  test('still gives its set to who waits for it, and keeps nothing', async () => {
    const { clock, life, bring } = startLifeRig()
    const gate = createGate<FetchedKeySet>()
    bring(() => gate.promise)
    const waiting = obtainKeySet(life)
    endLife(life)
    gate.open(fetched('a'))
    expect((await waiting).kids).toEqual(['a'])
    expect([currentKeySet(life), clock.pendingTasks]).toEqual([undefined, 0])
  })
})
