import { describe, expect, test } from 'vitest'
import { createReplays } from '../../src/memory/replays.ts'
import { stubClock } from '../support/stub-clock.ts'

const NOW = 1_800_000_000

describe('the memory of used keys', () => {
  test('adds a key once', () => {
    const replays = createReplays(stubClock(NOW))
    expect(replays.add('a', NOW + 300)).toBe(true)
    expect(replays.add('a', NOW + 300)).toBe(false)
    expect(replays.add('b', NOW + 300)).toBe(true)
    expect(replays.add('a', NOW + 300)).toBe(false)
  })

  test('keeps a key through its last moment, whatever else is added', () => {
    const clock = stubClock(NOW)
    const replays = createReplays(clock)
    void replays.add('a', NOW + 300)
    for (let second = 0; second <= 300; second += 1) {
      expect(replays.add(`other ${second}`, NOW + second + 5)).toBe(true)
      expect(replays.add('a', NOW + 300)).toBe(false)
      if (second < 300) clock.pass(1)
    }
  })

  test('keeps a key that ends later than those before it', () => {
    const clock = stubClock(NOW)
    const replays = createReplays(clock)
    void replays.add('short', NOW + 10)
    void replays.add('long', NOW + 1000)
    void replays.add('short too', NOW + 10)
    clock.pass(999)
    expect(replays.add('x', NOW + 1000)).toBe(true)
    expect(replays.add('y', NOW + 1000)).toBe(true)
    expect(replays.add('long', NOW + 1000)).toBe(false)
  })

  test('frees room after keys have ended', () => {
    const clock = stubClock(NOW)
    const replays = createReplays(clock, 10)
    for (let round = 0; round < 20; round += 1) {
      for (let count = 0; count < 5; count += 1) {
        expect(replays.add(`${round} ${count}`, clock.now() + 10)).toBe(true)
      }
      clock.pass(11)
    }
  })

  test('frees a key after it has ended', () => {
    const clock = stubClock(NOW)
    const replays = createReplays(clock)
    void replays.add('a', NOW + 10)
    clock.pass(10.1)
    void replays.add('b', clock.now() + 10)
    clock.pass(10.1)
    void replays.add('c', clock.now() + 10)
    expect(replays.add('a', clock.now() + 10)).toBe(true)
  })

  test('frees no key because the wall clock jumps ahead', () => {
    const clock = stubClock(NOW)
    const replays = createReplays(clock)
    void replays.add('a', NOW + 300)
    clock.jump(10_000)
    void replays.add('b', clock.now() + 300)
    void replays.add('c', clock.now() + 300)
    clock.jump(-10_000)
    expect(replays.add('a', NOW + 300)).toBe(false)
  })

  test('frees no key that the wall clock, set back, still accepts', () => {
    const clock = stubClock(NOW)
    const replays = createReplays(clock)
    void replays.add('a', NOW + 300)
    clock.jump(-200)
    clock.pass(400)
    void replays.add('b', clock.now() + 300)
    void replays.add('c', clock.now() + 300)
    expect(clock.now()).toBe(NOW + 200)
    expect(replays.add('a', NOW + 300)).toBe(false)
  })

  test('throws if it is full, says so for a new key only, and adds again when room is free', () => {
    const clock = stubClock(NOW)
    const replays = createReplays(clock, 3)
    for (const key of ['a', 'b', 'c']) expect(replays.add(key, NOW + 10)).toBe(true)
    expect(() => replays.add('d', NOW + 10)).toThrow('the memory of used DPoP proofs is full')
    expect(replays.add('a', NOW + 10)).toBe(false)
    clock.pass(10.1)
    expect(replays.add('d', NOW + 20)).toBe(true)
  })
})
