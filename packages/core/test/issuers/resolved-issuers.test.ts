import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import type { AuthorizationServer, OpenServers } from '../../src/issuers/authorization-server.ts'
import { createGate } from '../support/gate.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { openResolverRig } from '../support/resolver-rig.ts'

const closedIn = (log: readonly string[]) => log.filter((line) => line.startsWith('close'))

const isUsable = ({ keys }: AuthorizationServer) => keys.current() !== undefined
const keysOf = ({ settings: { jwksUri = '' } }: AuthorizationServer) => jwksUri.split('/').at(-1)
const verify = async (issuers: OpenServers, issuer: string) => (await issuers.find(issuer))?.markVerified()

/** More than there is room for. */
async function nameMany(issuers: OpenServers, from: number): Promise<void> {
  for (let count = 0; count < 1101; count += 1)
    await Promise.resolve(issuers.find(`i${from + count}`)).catch(() => undefined)
}

describe('issuers that are resolved', () => {
  test('are resolved once for concurrent requests, and found synchronously from then on', async () => {
    const { issuers, log } = openResolverRig()
    const [one, other] = await Promise.all([issuers.find('a'), issuers.find('a')])
    expect(one).toBe(other)
    expect(issuers.find('a')).toBe(one)
    expect(issuers.live()).toEqual([one])
    expect(log).toEqual(['ask a', 'open a'])
  })

  test('are resolved again after ten minutes, and stay open if nothing has changed', async () => {
    const { clock, issuers, find, log } = openResolverRig()
    const first = await find('a')
    await clock.advance(599.999)
    expect([isUsable(first), issuers.find('a')]).toEqual([true, first])
    await clock.advance(0.001)
    expect(isUsable(first)).toBe(false)
    expect(await issuers.find('a')).toBe(first)
    expect(issuers.find('a')).toBe(first)
    expect([isUsable(first), log]).toEqual([true, ['ask a', 'open a', 'ask a']])
  })

  test('are opened again if their keys have changed, and the earlier ones are closed', async () => {
    const { clock, issuers, find, log, answer } = openResolverRig()
    const first = await find('a')
    await clock.advance(600)
    answer(() => Promise.resolve('b'))
    const second = await find('a')
    expect(keysOf(second)).toBe('b')
    expect(log).toEqual(['ask a', 'open a', 'ask a', 'close a', 'open b'])
    expect([isUsable(first), isUsable(second)]).toEqual([false, true])
    expect(issuers.live()).toEqual([second])
  })

  test('are closed once they are no longer trusted, and not cached if they never were', async () => {
    const { clock, issuers, find, log, answer } = openResolverRig()
    const first = await find('a')
    await clock.advance(600)
    answer(() => Promise.resolve(undefined))
    expect(await issuers.find('a')).toBeUndefined()
    expect(await issuers.find('a')).toBeUndefined()
    expect(log).toEqual(['ask a', 'open a', 'ask a', 'close a', 'ask a'])
    expect([issuers.live(), isUsable(first)]).toEqual([[], false])
  })

  test('without a verified token are 1,000 at most: the least recently used is evicted', async () => {
    const { issuers, find, log } = openResolverRig()
    for (let count = 0; count < 1000; count += 1) await issuers.find(`i${count}`)
    await issuers.find('i0')
    const used = await find('i1')
    expect(isUsable(used)).toBe(true)
    await issuers.find('i1000')
    expect(closedIn(log)).toEqual(['close i2'])
    expect(issuers.live()).toHaveLength(1000)
  })

  test('with a verified token are another 100, and only one like them evicts one', async () => {
    const { issuers, log } = openResolverRig()
    for (let count = 0; count < 100; count += 1) {
      await verify(issuers, `p${count}`)
    }
    for (let count = 0; count < 1050; count += 1) await issuers.find(`i${count}`)
    expect(closedIn(log)).toHaveLength(50)
    expect(closedIn(log).every((line) => line.startsWith('close i'))).toBe(true)
    expect(issuers.live()).toHaveLength(1100)
    await verify(issuers, 'i1049')
    expect(closedIn(log).at(-1)).toBe('close p0')
    expect(issuers.live()).toHaveLength(1099)
  })

  test('evict each other 100 times in 30 seconds, and then no more are opened', async () => {
    const { clock, issuers, find, log } = openResolverRig()
    for (let count = 0; count < 1100; count += 1) await issuers.find(`i${count}`)
    const refusal = await refusalOf(() => issuers.find('i1100'))
    expect(refusal).toMatchObject({ code: 'issuer_resolution_failed', status: 503 })
    expect(refusal.hint).toContain('too many issuers at the same time')
    expect([closedIn(log).length, issuers.live().length]).toEqual([100, 1000])
    // Those that are open are found, and one with a verified token makes room.
    expect(keysOf(await find('i1099'))).toBe('i1099')
    await verify(issuers, 'i1099')
    expect(keysOf(await find('i1101'))).toBe('i1101')
    await clock.advance(30)
    expect(keysOf(await find('i1102'))).toBe('i1102')
  })

  test('with a verified token keep their place if their settings change', async () => {
    const { clock, issuers, find, log, answer } = openResolverRig()
    await verify(issuers, 'a')
    await nameMany(issuers, 0)
    await clock.advance(600)
    answer(() => Promise.resolve('b'))
    expect(keysOf(await find('a'))).toBe('b')
    expect(log.slice(-3)).toEqual(['ask a', 'close a', 'open b'])
    answer((issuer) => Promise.resolve(issuer))
    await nameMany(issuers, 2000)
    expect(keysOf(await find('a'))).toBe('b')
    expect(log.at(-1)).not.toBe('open b')
  })

  test('that are closed while they are resolved leave no timer behind', async () => {
    const { clock, issuers, answer } = openResolverRig()
    await verify(issuers, 'a')
    const gate = createGate<string>()
    answer(() => gate.promise)
    await clock.advance(1200)
    issuers.close()
    gate.open('a')
    await clock.advance(0)
    expect(clock.pendingTasks).toBe(0)
  })

  test('without tokens for 20 minutes are resolved again, and closed if they are no longer trusted', async () => {
    const { clock, issuers, log, answer } = openResolverRig()
    await verify(issuers, 'a')
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

  test('without a verified token are closed after 20 minutes without a token', async () => {
    const { clock, issuers, log } = openResolverRig()
    await issuers.find('a')
    await clock.advance(1200)
    expect(log).toEqual(['ask a', 'open a', 'close a'])
  })

  test('are in use once a token was verified, and until they are closed', async () => {
    const { find } = openResolverRig()
    const server = await find('a')
    expect(server.isInUse).toBe(false)
    server.markVerified()
    expect(server.isInUse).toBe(true)
  })

  test('are resolved with the request that has the token, and without one for an idle issuer', async () => {
    const { clock, issuers, answer } = openResolverRig()
    const requests: unknown[] = []
    answer((issuer, request) => {
      requests.push(request)
      return Promise.resolve(issuer)
    })
    const request = { method: 'GET', url: '/', headers: {} }
    const server = await issuers.find('a', request)
    server?.markVerified()
    await clock.advance(1200)
    expect(requests).toEqual([request, undefined])
  })

  test('are a 503 if the function answers late or throws', async () => {
    const { clock, issuers, find, answer } = openResolverRig()
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
    expect(keysOf(await find('a'))).toBe('a')
  })

  test('are all closed on close, and none is opened after that', async () => {
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
