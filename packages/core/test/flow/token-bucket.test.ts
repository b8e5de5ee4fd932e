import { describe, expect, test } from 'vitest'
import { createTokenBucket } from '../../src/flow/token-bucket.ts'
import { stubClock } from '../support/stub-clock.ts'

describe('a token bucket', () => {
  test('allows as many in succession as its size, then one after each interval', () => {
    const clock = stubClock(0)
    const bucket = createTokenBucket({ size: 2, everySeconds: 10 }, clock)
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, false])
    clock.pass(9.999)
    expect(bucket.take()).toBe(false)
    clock.pass(0.001)
    expect([bucket.take(), bucket.take()]).toEqual([true, false])
  })

  test('fills up to its size and no further', () => {
    const clock = stubClock(0)
    const bucket = createTokenBucket({ size: 2, everySeconds: 10 }, clock)
    clock.pass(3600)
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, false])
  })

  test('adds up short waits exactly', () => {
    const clock = stubClock(0)
    const bucket = createTokenBucket({ size: 1, everySeconds: 10 }, clock)
    bucket.take()
    for (let second = 1; second <= 30; second += 1) {
      clock.pass(1)
      expect(bucket.take(), String(second)).toBe(second % 10 === 0)
    }
  })
})
