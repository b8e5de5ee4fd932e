import { describe, expect, test, vi } from 'vitest'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import { createKeySetCache, type FetchedKeySet } from '../../src/keys/key-set-cache.ts'
import { KEY_DEFAULTS } from '../../src/keys/key-options.ts'
import { createGate } from '../support/gate.ts'
import { fetched, openKeySetCache, outage } from '../support/key-set-cache-rig.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { stubClock } from '../support/stub-clock.ts'

const issuer = 'https://as.example.test'

describe('an expired key set', () => {
  test('is not used before the issuer was asked, if no refresh was tried', async () => {
    const { clock, cache, bring, count, freeze } = openKeySetCache()
    await cache.obtain()
    freeze()
    await clock.advance(600)
    expect([cache.status().phase, cache.current()]).toEqual(['stale', undefined])
    bring(() => Promise.resolve(fetched('b')))
    expect((await cache.obtain()).kids).toEqual(['b'])
    expect(count()).toBe(2)
  })

  test('stays in use during a fetch that started in time', async () => {
    const { clock, cache, bring } = openKeySetCache()
    const first = await cache.obtain()
    bring(() => new Promise(() => undefined))
    await clock.advance(600)
    expect(cache.current()).toBe(first)
  })

  test('is not used during a fetch that started too late', async () => {
    const { clock, cache, bring, freeze } = openKeySetCache()
    await cache.obtain()
    freeze()
    await clock.advance(600)
    bring(() => new Promise(() => undefined))
    cache.refetch().catch(() => undefined)
    expect(cache.current()).toBeUndefined()
  })

  test('is not used before the issuer was asked, if the next attempt is long overdue', async () => {
    const { clock, cache, bring, count, freeze } = openKeySetCache()
    await cache.obtain()
    bring(outage)
    await clock.advance(600)
    freeze()
    const due = (cache.status().failure?.nextAttemptAt ?? 0) / 1000
    await clock.advance(due + 0.999 - clock.monotonic() / 1000)
    expect(cache.current()?.kids).toEqual(['a'])
    await clock.advance(0.001)
    expect(cache.current()).toBeUndefined()
    const before = count()
    const gate = createGate<FetchedKeySet>()
    bring(() => gate.promise)
    const waiting = [cache.obtain(), cache.obtain()]
    expect(cache.current()).toBeUndefined()
    gate.open(fetched('b'))
    expect((await Promise.all(waiting)).map(({ kids }) => kids)).toEqual([['b'], ['b']])
    expect(count()).toBe(before + 1)
  })

  test('stays in use during the next attempt, if that started when it was due', async () => {
    const { clock, cache, bring } = openKeySetCache()
    await cache.obtain()
    bring(outage)
    await clock.advance(600)
    bring(() => new Promise(() => undefined))
    await clock.advance(120)
    expect(cache.pending()).toBeDefined()
    expect(cache.current()?.kids).toEqual(['a'])
  })

  test('is not used at all with staleIfErrorSeconds of 0', async () => {
    const { clock, cache, bring } = openKeySetCache({ staleIfErrorSeconds: 0 })
    await cache.obtain()
    bring(() => new Promise(() => undefined))
    await clock.advance(599.999)
    expect(cache.current()).toBeDefined()
    await clock.advance(0.001)
    expect(cache.current()).toBeUndefined()
  })

  test('stays in use until staleIfErrorSeconds have passed; each phase is published once', async () => {
    const { clock, cache, bring, events } = openKeySetCache({ staleIfErrorSeconds: 1000 })
    const first = await cache.obtain()
    bring(outage)
    await clock.advance(1599.999)
    expect(await cache.obtain()).toBe(first)
    await clock.advance(0.001)
    expect(cache.status().phase).toBe('gone')
    expect(cache.current()).toBeUndefined()
    expect((await refusalOf(() => cache.obtain())).code).toBe('jwks_unreachable')
    expect(events.map(({ type }) => type)).toEqual(['key_set_replaced', 'key_set_stale', 'key_set_expired'])
    expect(events.at(-1)).toEqual({ type: 'key_set_expired', issuer, ageSeconds: 1600 })
  })

  test('is used after all if the fetch that a caller waited for fails', async () => {
    const { clock, cache, bring, events, freeze } = openKeySetCache()
    const first = await cache.obtain()
    freeze()
    await clock.advance(700)
    bring(outage)
    expect(await cache.obtain()).toBe(first)
    expect(events[1]).toEqual({ type: 'key_set_stale', issuer, ageSeconds: 700, remainingSeconds: 21_500 })
  })

  test('expires without subscribers, too', async () => {
    const clock = stubClock(0)
    let fetch = (): Promise<FetchedKeySet> => Promise.resolve(fetched('a'))
    const cache = createKeySetCache({ issuer, fetchKeySet: () => fetch(), clock, options: KEY_DEFAULTS })
    await cache.obtain()
    clock.pass(700)
    fetch = outage
    expect((await cache.obtain()).kids).toEqual(['a'])
    clock.pass(86_400)
    expect([cache.current(), cache.status().phase]).toEqual([undefined, 'gone'])
  })
})

describe('after a failure', () => {
  test('requests start no fetch before the back-off has passed, then the timer does', async () => {
    const { clock, cache, bring, count } = openKeySetCache()
    bring(outage)
    await refusalOf(() => cache.obtain())
    expect(cache.isBackingOff()).toBe(true)
    await clock.advance(1.499)
    expect((await refusalOf(() => cache.obtain())).retryAfterSeconds).toBe(1)
    expect(count()).toBe(1)
    bring(() => Promise.resolve(fetched('a')))
    await clock.advance(0.001)
    expect([cache.isBackingOff(), count(), cache.status().phase]).toEqual([false, 2, 'fresh'])
  })

  test('a timer that fires a moment early starts a fetch nevertheless', async () => {
    const { clock, cache, bring, count } = openKeySetCache()
    const schedule = vi.spyOn(clock, 'schedule')
    bring(outage)
    await refusalOf(() => cache.obtain())
    const [task] = schedule.mock.lastCall ?? []
    bring(() => Promise.resolve(fetched('a')))
    await clock.advance(1.49)
    task?.()
    await clock.advance(0)
    expect([count(), cache.status().phase]).toEqual([2, 'fresh'])
  })

  test('failures in a row are counted until a fetch succeeds', async () => {
    const { clock, cache, bring } = openKeySetCache()
    bring(outage)
    await refusalOf(() => cache.obtain())
    await clock.advance(1.5 + 2.5)
    expect(cache.status().failure).toMatchObject({ count: 3, at: 4000, nextAttemptAt: 8500 })
    bring(() => Promise.resolve(fetched('a')))
    await clock.advance(4.5)
    expect(cache.status().failure).toBeUndefined()
    bring(outage)
    await clock.advance(480)
    expect(cache.status().failure).toMatchObject({ count: 1 })
  })

  test('Retry-After of the server delays the next fetch', async () => {
    const { clock, cache, bring, count } = openKeySetCache()
    bring(() => Promise.reject(new ProtectedResourceError('jwks_unreachable', { retryAfterSeconds: 100 })))
    expect((await refusalOf(() => cache.obtain())).retryAfterSeconds).toBe(100)
    await clock.advance(99.999)
    expect(count()).toBe(1)
    await clock.advance(0.001)
    expect(count()).toBe(2)
  })

  test('a request joins the fetch in progress', async () => {
    const { clock, cache, bring } = openKeySetCache()
    bring(outage)
    await refusalOf(() => cache.obtain())
    const gate = createGate<FetchedKeySet>()
    bring(() => gate.promise)
    await clock.advance(1.5)
    expect(cache.isBackingOff()).toBe(false)
    const waiting = cache.obtain()
    gate.open(fetched('a'))
    expect((await waiting).kids).toEqual(['a'])
  })
})

describe('a closed key set cache', () => {
  test('has no timer and no set', async () => {
    const { clock, cache } = openKeySetCache()
    await cache.obtain()
    expect(clock.pendingTasks).toBe(1)
    cache.close()
    expect([clock.pendingTasks, cache.status().phase, cache.current()]).toEqual([0, 'cold', undefined])
  })

  test('leaves no timer after a failure', async () => {
    const { clock, cache, bring } = openKeySetCache()
    cache.close()
    bring(outage)
    expect((await refusalOf(() => cache.obtain())).code).toBe('jwks_unreachable')
    expect(clock.pendingTasks).toBe(0)
  })

  test('gives callers that wait their set, and keeps nothing', async () => {
    const { clock, cache, bring } = openKeySetCache()
    const gate = createGate<FetchedKeySet>()
    bring(() => gate.promise)
    const waiting = cache.obtain()
    cache.close()
    gate.open(fetched('a'))
    expect((await waiting).kids).toEqual(['a'])
    expect([cache.current(), clock.pendingTasks]).toEqual([undefined, 0])
  })
})
