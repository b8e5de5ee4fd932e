import { describe, expect, it, vi } from 'vitest'
import { createTestClock } from '../../src/index.ts'
import type { TestClock, TestIssuer } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'
import { waitForRequest } from '../wait-for-request.ts'

/** Fetches with a deadline on the clock, as a protected resource does; notes how it ended and when. */
async function fetchWithin(seconds: number, clock: TestClock, url: string): Promise<string> {
  const deadline = new AbortController()
  const cancel = clock.schedule(() => {
    deadline.abort()
  }, seconds * 1000)
  try {
    const response = await fetch(url, { signal: deadline.signal })
    await response.text()
    return `${response.status} at ${clock.monotonic()}`
  } catch (error) {
    return `${error instanceof Error ? error.name : 'failure'} at ${clock.monotonic()}`
  } finally {
    cancel()
  }
}

/** Asks every second, and keeps what came of it. */
function poll(clock: TestClock, issuer: TestIssuer): string[] {
  const outcomes: string[] = []
  const ask = async (): Promise<void> => {
    outcomes.push(await fetchWithin(0.5, clock, issuer.jwksUri))
    clock.schedule(() => void ask(), 1000)
  }
  clock.schedule(() => void ask(), 1000)
  return outcomes
}

describe('a test clock that advances over network traffic', () => {
  it('lets a healthy server answer before a timeout fires, however far the clock is moved', async () => {
    const [clock, issuer] = [createTestClock(), await openIssuer()]
    const outcomes = poll(clock, issuer)
    await clock.advance(5)
    expect(outcomes).toEqual(['200 at 1000', '200 at 2000', '200 at 3000', '200 at 4000', '200 at 5000'])
  })

  it('waits for an answer that was in progress before', async () => {
    const [clock, issuer] = [createTestClock(), await openIssuer()]
    issuer.faults.apply('jwks', { kind: 'delay', seconds: 0.03 })
    const outcome = fetchWithin(1, clock, issuer.jwksUri)
    await clock.advance(10)
    expect(await outcome).toBe('200 at 0')
  })

  it('lets the deadline strike a server that hangs', async () => {
    const [clock, issuer] = [createTestClock(), await openIssuer()]
    issuer.faults.apply('jwks', { kind: 'hang' })
    const outcome = fetchWithin(1, clock, issuer.jwksUri)
    await waitForRequest(issuer, 'jwks')
    await clock.advance(10)
    expect(await outcome).toBe('AbortError at 1000')
  })

  it('does not wait forever for a server that hangs, even if a test runner fakes the timers', async () => {
    const [clock, issuer] = [createTestClock(), await openIssuer()]
    issuer.faults.apply('jwks', { kind: 'hang' })
    const outcome = fetchWithin(1, clock, issuer.jwksUri)
    await waitForRequest(issuer, 'jwks')
    vi.useFakeTimers({ toFake: ['performance', 'Date', 'setTimeout', 'setInterval', 'setImmediate'] })
    try {
      await clock.advance(10)
    } finally {
      vi.useRealTimers()
    }
    expect(await outcome).toBe('AbortError at 1000')
  })

  it('waits for a server that hangs once, not at every task', async () => {
    const [clock, issuer] = [createTestClock(), await openIssuer()]
    issuer.faults.apply('jwks', { kind: 'hang' })
    const outcome = fetchWithin(3600, clock, issuer.jwksUri)
    let ticks = 0
    const tick = (): void => {
      ticks += 1
      clock.schedule(tick, 1000)
    }
    clock.schedule(tick, 1000)
    // To wait at each of them would take two minutes, which is far beyond the limit of a test.
    await clock.advance(600)
    expect(ticks).toBe(600)
    await issuer.stop()
    expect(await outcome).toBe('TypeError at 600000')
  })

  it('waits for no server that is gone', async () => {
    const [clock, issuer] = [createTestClock(), await openIssuer()]
    await issuer.stop()
    const outcomes = poll(clock, issuer)
    await clock.advance(2)
    expect(outcomes).toEqual(['TypeError at 1000', 'TypeError at 2000'])
  })
})
