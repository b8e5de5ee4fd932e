import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import type { ResolvedIssuers } from '../../src/issuers/resolved-issuers.ts'
import { createGate } from '../support/gate.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { openResolverRig, type Live } from '../support/resolver-rig.ts'

const closedIn = (log: readonly string[]) => log.filter((line) => line.startsWith('close'))

/** More than there is room for. */
async function nameMany(issuers: ResolvedIssuers<Live>, from: number): Promise<void> {
  for (let count = 0; count < 1101; count += 1)
    await Promise.resolve(issuers.find(`i${from + count}`)).catch(() => undefined)
}

describe('issuers that are resolved', () => {
  test('are asked for once, and found without a promise from then on', async () => {
    const { issuers, log } = openResolverRig()
    const [one, other] = await Promise.all([issuers.find('a'), issuers.find('a')])
    expect(one).toBe(other)
    expect(issuers.find('a')).toBe(one)
    expect(issuers.live()).toEqual([{ name: 'a' }])
    expect(log).toEqual(['ask a', 'open a'])
  })

  test('are asked for again after ten minutes, and live on where nothing has changed', async () => {
    const { clock, issuers, find, log, answer } = openResolverRig()
    const first = await find('a')
    await clock.advance(599.999)
    expect([issuers.isTrusted('a', first), issuers.find('a')]).toEqual([true, first])
    await clock.advance(0.001)
    expect(issuers.isTrusted('a', first)).toBe(false)
    answer(() => Promise.resolve('A'))
    expect(await issuers.find('a')).toBe(first)
    expect(issuers.find('a')).toBe(first)
    expect([issuers.isTrusted('a', first), log]).toEqual([true, ['ask a', 'open a', 'ask a']])
  })

  test('are opened anew where something has changed, and what lived before is trusted no longer', async () => {
    const { clock, issuers, find, log, answer } = openResolverRig()
    const first = await find('a')
    await clock.advance(600)
    answer(() => Promise.resolve('b'))
    const second = await find('a')
    expect(second).toEqual({ name: 'b' })
    expect(log).toEqual(['ask a', 'open a', 'ask a', 'open b after a'])
    expect([issuers.isTrusted('a', first), issuers.isTrusted('a', second)]).toEqual([false, true])
    expect(issuers.live()).toEqual([{ name: 'b' }])
  })

  test('are closed where they are trusted no longer, and never remembered where they were not', async () => {
    const { clock, issuers, find, log, answer } = openResolverRig()
    const first = await find('a')
    await clock.advance(600)
    answer(() => Promise.resolve(undefined))
    expect(await issuers.find('a')).toBeUndefined()
    expect(await issuers.find('a')).toBeUndefined()
    expect(log).toEqual(['ask a', 'open a', 'ask a', 'close a', 'ask a'])
    expect([issuers.live(), issuers.isTrusted('a', first)]).toEqual([[], false])
  })

  test('of which no token was verified are a thousand at most: the one that was unused longest leaves', async () => {
    const { issuers, find, log } = openResolverRig()
    for (let count = 0; count < 1000; count += 1) await issuers.find(`i${count}`)
    await issuers.find('i0')
    const used = await find('i1')
    expect(issuers.isTrusted('i1', used)).toBe(true)
    await issuers.find('i1000')
    expect(closedIn(log)).toEqual(['close i2'])
    expect(issuers.live()).toHaveLength(1000)
  })

  test('of which one was are a hundred beside, and give way to each other only', async () => {
    const { issuers, log } = openResolverRig()
    for (let count = 0; count < 100; count += 1) {
      await issuers.find(`p${count}`)
      issuers.prove(`p${count}`)
    }
    issuers.prove('stranger')
    for (let count = 0; count < 1050; count += 1) await issuers.find(`i${count}`)
    expect(closedIn(log)).toHaveLength(50)
    expect(closedIn(log).every((line) => line.startsWith('close i'))).toBe(true)
    expect(issuers.live()).toHaveLength(1100)
    issuers.prove('i1049')
    expect(closedIn(log).at(-1)).toBe('close p0')
    expect(issuers.live()).toHaveLength(1099)
  })

  test('give way to others a hundred times in half a minute, and then no more are opened', async () => {
    const { clock, issuers, log } = openResolverRig()
    for (let count = 0; count < 1100; count += 1) await issuers.find(`i${count}`)
    const refusal = await refusalOf(() => issuers.find('i1100'))
    expect(refusal).toMatchObject({ code: 'issuer_resolution_failed', status: 503 })
    expect(refusal.hint).toContain('more issuers at once than are opened')
    expect([closedIn(log).length, issuers.live().length]).toEqual([100, 1000])
    // Those that are alive are found, and one that was proven makes room.
    expect(issuers.find('i1099')).toEqual({ name: 'i1099' })
    issuers.prove('i1099')
    expect(await issuers.find('i1101')).toEqual({ name: 'i1101' })
    await clock.advance(30)
    expect(await issuers.find('i1102')).toEqual({ name: 'i1102' })
  })

  test('of which a token was verified keep their place where their settings change', async () => {
    const { clock, issuers, log, answer } = openResolverRig()
    await issuers.find('a')
    issuers.prove('a')
    await nameMany(issuers, 0)
    await clock.advance(600)
    answer(() => Promise.resolve('b'))
    expect(await issuers.find('a')).toEqual({ name: 'b' })
    expect(log.slice(-2)).toEqual(['ask a', 'open b after a'])
    answer((issuer) => Promise.resolve(issuer))
    await nameMany(issuers, 2000)
    expect(issuers.find('a')).toEqual({ name: 'b' })
  })

  test('leave no timer behind that are closed while their resolver is asked', async () => {
    const { clock, issuers, answer } = openResolverRig()
    await issuers.find('a')
    issuers.prove('a')
    const gate = createGate<string>()
    answer(() => gate.promise)
    await clock.advance(1200)
    issuers.close()
    gate.open('a')
    await clock.advance(0)
    expect(clock.pendingTasks).toBe(0)
  })

  test('are asked about where no token of them comes, and closed where they are trusted no longer', async () => {
    const { clock, issuers, log, answer } = openResolverRig()
    await issuers.find('a')
    issuers.prove('a')
    await clock.advance(1200)
    expect(log).toEqual(['ask a', 'open a', 'ask a'])
    answer(() => Promise.reject(new Error('nobody can tell')))
    await clock.advance(1200)
    expect(issuers.live()).toHaveLength(1)
    answer(() => Promise.resolve(undefined))
    await clock.advance(1199)
    expect(issuers.live()).toHaveLength(1)
    await clock.advance(1)
    expect([issuers.live(), log.at(-1)]).toEqual([[], 'close a'])
  })

  test('are closed where no token of them was ever verified', async () => {
    const { clock, issuers, log } = openResolverRig()
    await issuers.find('a')
    await clock.advance(1200)
    expect(log).toEqual(['ask a', 'open a', 'close a'])
  })

  test('that a function does not know in time, or fails to, are our own trouble', async () => {
    const { clock, issuers, answer } = openResolverRig()
    answer(() => new Promise(() => undefined))
    const slow = refusalOf(() => issuers.find('a'))
    await clock.advance(3)
    expect(await slow).toMatchObject({ code: 'issuer_resolution_failed', status: 503, cause: undefined })
    const cause = new ConfigurationError('audience', 'option "audience" is required')
    answer(() => Promise.reject(cause))
    expect(await refusalOf(() => issuers.find('a'))).toMatchObject({
      code: 'issuer_resolution_failed',
      cause
    })
    answer((issuer) => Promise.resolve(issuer))
    expect(await issuers.find('a')).toEqual({ name: 'a' })
  })

  test('are all closed in the end, and none is opened after that', async () => {
    const { issuers, log, answer } = openResolverRig()
    await issuers.find('a')
    const gate = createGate<string>()
    answer(() => gate.promise)
    const waiting = refusalOf(() => issuers.find('b'))
    issuers.close()
    gate.open('b')
    expect((await waiting).code).toBe('issuer_resolution_failed')
    expect(log).toEqual(['ask a', 'open a', 'ask b', 'close a'])
    expect(issuers.live()).toEqual([])
  })
})
