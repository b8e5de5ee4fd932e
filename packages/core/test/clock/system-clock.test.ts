import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/clock/system-clock.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** How many timers the process would wait for before it ends. */
function countKeepingAlive(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
}

describe('the clock of the machine', () => {
  test('shows the time in seconds', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_500 })
    expect(systemClock.now()).toBe(1_800_000_000.5)
  })

  test('measures in milliseconds, and never goes back', async () => {
    const before = systemClock.monotonic()
    await sleep(20)
    const passed = systemClock.monotonic() - before
    expect(passed).toBeGreaterThan(15)
    expect(passed).toBeLessThan(5000)
    vi.useFakeTimers({ toFake: ['Date'], now: 0 })
    expect(systemClock.monotonic() - before).toBeGreaterThan(15)
    expect(systemClock.now()).toBe(0)
  })

  test('runs a task later, once', async () => {
    let ran = 0
    systemClock.schedule(() => (ran += 1), 5)
    expect(ran).toBe(0)
    await sleep(40)
    expect(ran).toBe(1)
  })

  test('does not run a task that was cancelled', async () => {
    let ran = 0
    systemClock.schedule(() => (ran += 1), 5)()
    await sleep(40)
    expect(ran).toBe(0)
  })

  test('runs a task outside of the request that has planned it', async () => {
    const storage = new AsyncLocalStorage<string>()
    const seen = new Promise((resolve) => {
      storage.run('request', () => systemClock.schedule(() => resolve(storage.getStore()), 1))
    })
    expect(await seen).toBeUndefined()
  })

  test('gets along with timers that are numbers, as in browsers', () => {
    vi.stubGlobal('setTimeout', () => 7)
    expect(() => systemClock.schedule(() => undefined, 1)).not.toThrow()
    vi.stubGlobal('setTimeout', () => null)
    expect(() => systemClock.schedule(() => undefined, 1)).not.toThrow()
  })

  test('keeps no process alive', () => {
    const before = countKeepingAlive()
    const plain = setTimeout(() => undefined, 60_000)
    const cancel = systemClock.schedule(() => undefined, 60_000)
    expect(countKeepingAlive()).toBe(before + 1)
    clearTimeout(plain)
    cancel()
  })
})
