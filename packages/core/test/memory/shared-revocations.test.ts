import { createTestClock, createTestStores, type TestClock, type TestStores } from '@portcullis/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import type { RevocationList } from '../../src/memory/revocation-list.ts'
import { createRevocations, type Revocations } from '../../src/memory/revocations.ts'
import { followRevocations, type SharedRevocations } from '../../src/memory/shared-revocations.ts'
import { contextOf } from '../support/test-context.ts'

const DEFAULTS = { maxLagSeconds: 5, onLag: 'refuse', pollSeconds: 0.25 } as const

interface Follower {
  readonly local: Revocations
  readonly shared: SharedRevocations
}

let clock: TestClock
let stores: TestStores

beforeEach(() => {
  clock = createTestClock()
  stores = createTestStores()
})

function follow(
  change: Partial<typeof DEFAULTS | { onLag: 'serve' }> & { list?: RevocationList } = {}
): Follower {
  const local = createRevocations(clock)
  return {
    local,
    shared: followRevocations(local, { ...DEFAULTS, list: stores.revocations, ...change }, clock)
  }
}

const entry = (jti: string) => ({ key: `jti\n\n${jti}`, untilSeconds: clock.now() + 3600 })
const isRevoked = ({ local }: Follower, jti: string) => local.isRevoked(contextOf({ jti }))

describe('a process that follows a shared list', () => {
  test('reads it before the first request, and refuses what was revoked before it started', async () => {
    await stores.revocations.append(entry('a'))
    const follower = follow()
    expect(follower.shared.isCurrent()).toBe(false)
    await follower.shared.requireCurrent()
    expect(follower.shared.isCurrent()).toBe(true)
    expect(isRevoked(follower, 'a')).toBe(true)
    follower.shared.close()
  })

  test('learns of a revocation of another process within two pauses', async () => {
    const [one, other] = [follow(), follow()]
    await Promise.all([one.shared.start(), other.shared.start()])
    await one.shared.append(entry('a'))
    await clock.advance(0.5)
    expect(isRevoked(other, 'a')).toBe(true)
    expect(isRevoked(other, 'b')).toBe(false)
    for (const { shared } of [one, other]) shared.close()
  })

  test('reads a list of many pages before it counts as current', async () => {
    for (let number = 0; number < 2500; number += 1) await stores.revocations.append(entry(`${number}`))
    const follower = follow()
    await follower.shared.start()
    expect(follower.local.size).toBe(2500)
    expect(follower.shared.status()).toMatchObject({ status: 'ready', entryCount: 2500 })
    follower.shared.close()
  })

  test('keeps its entries after the list was flushed, and reads new ones', async () => {
    const follower = follow()
    await stores.revocations.append(entry('a'))
    await follower.shared.start()
    stores.flush()
    await stores.revocations.append(entry('b'))
    await clock.advance(1)
    expect([isRevoked(follower, 'a'), isRevoked(follower, 'b')]).toEqual([true, true])
    follower.shared.close()
  })

  test('reads once for a hundred requests that wait', async () => {
    let reads = 0
    const list: RevocationList = {
      append: (added) => stores.revocations.append(added),
      read(position) {
        reads += 1
        return stores.revocations.read(position)
      }
    }
    const { shared } = follow({ list })
    await Promise.all(Array.from({ length: 100 }, () => shared.requireCurrent()))
    expect(reads).toBe(1)
    shared.close()
  })

  test('reads no more after close()', async () => {
    const follower = follow()
    await follower.shared.start()
    follower.shared.close()
    await stores.revocations.append(entry('a'))
    await clock.advance(10)
    expect(isRevoked(follower, 'a')).toBe(false)
    await expect(follower.shared.requireCurrent()).resolves.toBeUndefined()
    await expect(follower.shared.start()).resolves.toBeUndefined()
  })

  test('closed during a read, schedules no other', async () => {
    const follower = follow()
    const starting = follower.shared.start()
    follower.shared.close()
    await starting
    await stores.revocations.append(entry('a'))
    await clock.advance(10)
    expect(isRevoked(follower, 'a')).toBe(false)
  })
})

describe('a list that cannot be read', () => {
  test('from the start: requests are refused with 503, and readiness is down', async () => {
    stores.setFault('down')
    const { shared } = follow()
    await expect(shared.requireCurrent()).rejects.toMatchObject({
      code: 'revocation_unavailable',
      status: 503
    })
    expect(shared.status()).toEqual({ status: 'down', lagSeconds: undefined, entryCount: 0 })
    shared.close()
  })

  test.each(['down', 'hanging'] as const)(
    'that is %s causes no refusal for maxLagSeconds, then requests are refused until it is back',
    async (fault) => {
      const follower = follow()
      await follower.shared.start()
      stores.setFault(fault)
      await clock.advance(5)
      expect(follower.shared.isCurrent()).toBe(true)
      await clock.advance(1)
      expect(follower.shared.isCurrent()).toBe(false)
      expect(follower.shared.status()).toMatchObject({ status: 'down', lagSeconds: 6 })
      // A read that hangs is given up after five seconds.
      await clock.advance(6)
      await expect(follower.shared.requireCurrent()).rejects.toMatchObject({ code: 'revocation_unavailable' })
      stores.setFault(undefined)
      await stores.revocations.append(entry('a'))
      await clock.advance(7)
      await expect(follower.shared.requireCurrent()).resolves.toBeUndefined()
      expect(follower.shared.status()).toMatchObject({ status: 'ready' })
      expect(isRevoked(follower, 'a')).toBe(true)
      follower.shared.close()
    }
  )

  test('does not stop requests with onLag "serve", and readiness is stale', async () => {
    const follower = follow({ onLag: 'serve' })
    await follower.shared.start()
    stores.setFault('down')
    await clock.advance(60)
    expect(follower.shared.isCurrent()).toBe(true)
    await expect(follower.shared.requireCurrent()).resolves.toBeUndefined()
    const { status, lagSeconds } = follower.shared.status()
    expect([status, Math.round(lagSeconds ?? 0)]).toEqual(['stale', 60])
    follower.shared.close()
  })

  test('from the start with onLag "serve": requests are served, but readiness is down', async () => {
    stores.setFault('down')
    const { shared } = follow({ onLag: 'serve' })
    await expect(shared.requireCurrent()).resolves.toBeUndefined()
    expect(shared.status()).toMatchObject({ status: 'down' })
    shared.close()
  })

  test('is tried again at most once a second, however many requests come', async () => {
    let reads = 0
    const list: RevocationList = {
      append: async () => undefined,
      async read() {
        reads += 1
        throw new Error('down')
      }
    }
    const { shared } = follow({ list })
    for (let second = 0; second < 60; second += 1) {
      await Promise.allSettled(Array.from({ length: 10 }, () => shared.requireCurrent()))
      await clock.advance(1)
    }
    expect(reads).toBeGreaterThan(50)
    expect(reads).toBeLessThan(65)
    shared.close()
  })

  test.each(['down', 'hanging'] as const)('that is %s has append() reject with a 503', async (fault) => {
    const { shared } = follow()
    stores.setFault(fault)
    const appending = shared.append(entry('a'))
    appending.catch(() => undefined)
    await clock.advance(5)
    await expect(appending).rejects.toMatchObject({ code: 'revocation_unavailable', status: 503 })
    shared.close()
  })
})
