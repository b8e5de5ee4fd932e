import { createTestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { TIME_IS_OVER, within } from '../../src/flow/within.ts'
import { createGate } from '../support/gate.ts'

describe('waiting within bounds', () => {
  test('gives what comes in time, and leaves no timer', async () => {
    const clock = createTestClock()
    const gate = createGate<string>()
    const waiting = within(gate.promise, 100, clock)
    await clock.advance(0.099)
    gate.open('here')
    expect(await waiting).toBe('here')
    expect(clock.pendingTasks).toBe(0)
  })

  test('rejects with the error of a promise that fails in time, and leaves no timer', async () => {
    const clock = createTestClock()
    await expect(within(Promise.reject(new Error('broken')), 100, clock)).rejects.toThrow('broken')
    expect(clock.pendingTasks).toBe(0)
  })

  test('is over when the time is, whatever comes later', async () => {
    const clock = createTestClock()
    const gate = createGate<string>()
    const waiting = within(gate.promise, 100, clock).catch((error: unknown) => error)
    await clock.advance(0.1)
    expect(await waiting).toBe(TIME_IS_OVER)
    // A failure that comes after the time must not end the process.
    gate.fail(new Error('late'))
    await clock.advance(1)
    expect(clock.pendingTasks).toBe(0)
  })
})
