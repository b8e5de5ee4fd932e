import { describe, expect, it } from 'vitest'
import { createTestClock } from '../../src/index.ts'

describe('a test clock', () => {
  it('stands still until it is moved', async () => {
    const clock = createTestClock(1000)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect([clock.now(), clock.monotonic()]).toEqual([1000, 0])
  })

  it('starts at the real time, in whole seconds, if none is passed', () => {
    const before = Math.floor(Date.now() / 1000)
    const { now } = createTestClock()
    expect(now()).toBeGreaterThanOrEqual(before)
    expect(now()).toBeLessThanOrEqual(Date.now() / 1000)
    expect(Number.isInteger(now())).toBe(true)
  })

  it('advances wall and monotonic time together', async () => {
    const clock = createTestClock(1000)
    await clock.advance(2.5)
    expect([clock.now(), clock.monotonic()]).toEqual([1002.5, 2500])
  })

  it('runs the tasks that fall due in the order of their times, each at its moment', async () => {
    const clock = createTestClock(1000)
    const seen: [string, number, number][] = []
    const note = (name: string) => () => seen.push([name, clock.monotonic(), clock.now()])
    clock.schedule(note('second'), 2000)
    clock.schedule(note('first'), 500)
    clock.schedule(note('second too'), 2000)
    clock.schedule(note('not yet'), 3001)
    await clock.advance(3)
    expect(seen).toEqual([
      ['first', 500, 1000.5],
      ['second', 2000, 1002],
      ['second too', 2000, 1002]
    ])
    expect(clock.pendingTasks).toBe(1)
  })

  it('runs a task that a task scheduled, when it falls due in the same stretch of time', async () => {
    const clock = createTestClock()
    const moments: number[] = []
    const repeat = (): void => {
      moments.push(clock.monotonic())
      clock.schedule(repeat, 1000)
    }
    clock.schedule(repeat, 1000)
    await clock.advance(3.5)
    expect(moments).toEqual([1000, 2000, 3000])
  })

  it('lets promises settle between two tasks, so that what they schedule comes in order', async () => {
    const clock = createTestClock()
    const seen: string[] = []
    clock.schedule(() => {
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => clock.schedule(() => seen.push('inner'), 500))
    }, 1000)
    clock.schedule(() => seen.push('outer'), 2000)
    await clock.advance(2)
    expect(seen).toEqual(['inner', 'outer'])
  })

  it('lets promises settle before the first task', async () => {
    const clock = createTestClock()
    const seen: number[] = []
    void Promise.resolve().then(() => clock.schedule(() => seen.push(clock.monotonic()), 100))
    await clock.advance(1)
    expect(seen).toEqual([100])
  })

  it('runs what is due now when no time passes', async () => {
    const clock = createTestClock()
    const seen: string[] = []
    clock.schedule(() => seen.push('at once'), 0)
    clock.schedule(() => seen.push('in the past'), -10)
    expect(seen).toEqual([])
    await clock.advance(0)
    expect(seen).toEqual(['at once', 'in the past'])
    expect(clock.monotonic()).toBe(0)
  })

  it('does not run a task that was cancelled', async () => {
    const clock = createTestClock()
    const seen: string[] = []
    const cancel = clock.schedule(() => seen.push('cancelled'), 100)
    expect(clock.pendingTasks).toBe(1)
    cancel()
    expect(clock.pendingTasks).toBe(0)
    await clock.advance(1)
    expect(seen).toEqual([])
  })

  it('moves the wall clock alone by a jump, either way', async () => {
    const clock = createTestClock(1000)
    const seen: string[] = []
    clock.schedule(() => seen.push('task'), 1000)
    clock.jump(86_400)
    expect([clock.now(), clock.monotonic(), seen]).toEqual([87_400, 0, []])
    clock.jump(-2 * 86_400)
    expect(clock.now()).toBe(1000 - 86_400)
    await clock.advance(1)
    expect(seen).toEqual(['task'])
  })

  it('sets the wall clock alone, and goes on from there', async () => {
    const clock = createTestClock(1000)
    await clock.advance(10)
    clock.setWallClock(5000)
    expect([clock.now(), clock.monotonic()]).toEqual([5000, 10_000])
    await clock.advance(1)
    expect(clock.now()).toBe(5001)
  })

  it('passes on what a task throws, and can be advanced again', async () => {
    const clock = createTestClock()
    clock.schedule(() => {
      throw new Error('task failed')
    }, 1000)
    await expect(clock.advance(5)).rejects.toThrow('task failed')
    expect(clock.monotonic()).toBe(1000)
    await clock.advance(1)
    expect(clock.monotonic()).toBe(2000)
  })

  it('refuses to advance while it advances', async () => {
    const clock = createTestClock()
    const first = clock.advance(1)
    await expect(clock.advance(1)).rejects.toThrow('await each "advance"')
    await first
    expect(clock.monotonic()).toBe(1000)
  })

  it('refuses values that are not times', async () => {
    const clock = createTestClock()
    await expect(clock.advance(-1)).rejects.toThrow(RangeError)
    await expect(clock.advance(Number.NaN)).rejects.toThrow('"seconds" must be a finite number')
    expect(() => {
      clock.jump(Number.POSITIVE_INFINITY)
    }).toThrow(RangeError)
    expect(() => {
      clock.setWallClock(Number.NaN)
    }).toThrow(RangeError)
    expect(() => createTestClock(Number.NaN)).toThrow('"startSeconds"')
    expect(() => clock.schedule(() => undefined, Number.NaN)).toThrow('"milliseconds"')
  })
})
