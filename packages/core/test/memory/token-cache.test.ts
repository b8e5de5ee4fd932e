import { describe, expect, test, vi } from 'vitest'
import { accessTokenKey, createTokenCache } from '../../src/memory/token-cache.ts'
import { NOW } from '../support/test-token.ts'
import { stubClock, type StubClock } from '../support/stub-clock.ts'
import { entryFor } from '../support/token-entry.ts'

const tail = 't'.repeat(32)

const open = (entries: number, clock: StubClock = stubClock(NOW)) => createTokenCache(entries, clock)

/** Names tokens whose ends differ. */
const tokenNumber = (number: number) => `token-${number}`.padEnd(20, '.') + `${number}`.padStart(32, 's')

describe('a verified token', () => {
  test('is found, and no other token is', () => {
    const tokens = open(100)
    const entry = entryFor(`a${tail}`)
    tokens.store(entry)
    expect(tokens.find(`a${tail}`)).toBe(entry)
    // One with the same end, on which it is looked up, is another.
    for (const other of [`b${tail}`, tail, `xa${tail}`, `a${tail}x`, 'a', ''])
      expect(tokens.find(other)).toBeUndefined()
    expect(tokens.find(`a${tail}`)?.context.accessToken).toBe(`a${tail}`)
  })

  test('has the same context each time', () => {
    const tokens = open(100)
    tokens.store(entryFor('a'))
    const first = tokens.find('a')?.context
    expect(first?.claims['jti']).toBe('a')
    expect(tokens.find('a')?.context).toBe(first)
    expect(tokens.find('a')?.context).toBe(first)
  })

  test('that is not cached is looked up without reading the clock', () => {
    const clock = stubClock(NOW)
    const read = vi.spyOn(clock, 'now')
    const tokens = open(100, clock)
    expect(tokens.find('a')).toBeUndefined()
    tokens.store(entryFor(`a${tail}`))
    expect(tokens.find(`b${tail}`)).toBeUndefined()
    expect(read).not.toHaveBeenCalled()
    expect(tokens.find(`a${tail}`)).toBeDefined()
    expect(read).toHaveBeenCalled()
  })

  test.each([
    ['a moment before its end', 299.9, 0, true],
    ['at its end', 300, 0, false],
    ['a moment before its end by the monotonic clock', 299.999, -299.999, true],
    ['at its end by the monotonic clock', 300, -300, false],
    ['after the wall clock was set back', 395, -10_395, false]
  ])('%s, %d seconds later by a wall clock set by %d, is found: %j', (_title, passed, jumped, isFound) => {
    const clock = stubClock(NOW)
    const tokens = open(100, clock)
    tokens.store(entryFor('a'))
    clock.pass(passed)
    clock.jump(jumped)
    expect(tokens.find('a') !== undefined).toBe(isFound)
    // An expired token is evicted, even if the clocks go back.
    clock.jump(-jumped)
    clock.pass(-passed)
    expect(tokens.find('a') !== undefined).toBe(isFound)
  })

  test('that is verified again replaces its entry', () => {
    const clock = stubClock(NOW)
    const tokens = open(100, clock)
    tokens.store(entryFor('a', { validUntil: NOW + 1 }))
    expect(tokens.find('a')).toBeDefined()
    tokens.store(entryFor('a', { validUntil: NOW + 900 }))
    clock.jump(800)
    expect(tokens.find('a')).toBeDefined()
  })

  test('is evicted with all others', () => {
    const tokens = open(100)
    for (const token of ['a', 'b']) tokens.store(entryFor(token))
    tokens.find('a')
    tokens.clear()
    for (const token of ['a', 'b']) expect(tokens.find(token)).toBeUndefined()
  })
})

describe('the token cache', () => {
  test('is bounded: a fifth is for tokens that came once, and they evict only each other', () => {
    const tokens = open(10)
    const proven = Array.from({ length: 8 }, (_, index) => tokenNumber(index))
    for (const token of proven) {
      tokens.store(entryFor(token))
      tokens.find(token)
    }
    const flood = Array.from({ length: 100 }, (_, index) => tokenNumber(1000 + index))
    for (const token of flood) tokens.store(entryFor(token))
    expect(proven.filter((token) => tokens.find(token) !== undefined)).toEqual(proven)
    const remembered = flood.filter((token) => tokens.find(token) !== undefined)
    expect(remembered).toEqual(flood.slice(-2))
  })

  test('keeps all tokens that come in strict turns, as many as there is room for', () => {
    const tokens = open(10)
    const all = Array.from({ length: 10 }, (_, index) => tokenNumber(index))
    for (const token of all) tokens.store(entryFor(token))
    for (let turn = 0; turn < 3; turn += 1)
      expect(all.filter((token) => tokens.find(token) !== undefined)).toEqual(all)
  })

  test('evicts expired tokens for new ones, and no others', () => {
    const clock = stubClock(NOW)
    const tokens = open(10, clock)
    const [old, young, later] = [0, 100, 200].map((first) =>
      Array.from({ length: 8 }, (_, index) => tokenNumber(first + index))
    )
    if (old === undefined || young === undefined || later === undefined) throw new Error('there are three')
    for (const token of old) tokens.store(entryFor(token, { validUntil: NOW + 10 }))
    clock.pass(10)
    for (const token of young) tokens.store(entryFor(token))
    for (const token of later) tokens.store(entryFor(token))
    expect(young.filter((token) => tokens.find(token) !== undefined)).toEqual(young)
    expect(later.filter((token) => tokens.find(token) !== undefined)).toEqual(later.slice(-2))
  })

  test('evicts an expired token for one that comes again', () => {
    const clock = stubClock(NOW)
    const tokens = open(10, clock)
    for (let number = 0; number < 8; number += 1)
      tokens.store(entryFor(tokenNumber(number), { validUntil: NOW + 10 }))
    const again = tokenNumber(100)
    tokens.store(entryFor(again))
    clock.pass(10)
    expect(tokens.find(again)).toBeDefined()
    const flood = Array.from({ length: 20 }, (_, index) => tokenNumber(1000 + index))
    for (const token of flood) tokens.store(entryFor(token))
    expect(tokens.find(again)).toBeDefined()
    // Seven places of those that had ended, and two for tokens that came once.
    expect(flood.filter((token) => tokens.find(token) !== undefined)).toHaveLength(9)
  })

  test('evicts long expired tokens for new ones', () => {
    const clock = stubClock(NOW)
    const tokens = open(1000, clock)
    const long = (number: number) => 'x'.repeat(16 * 1024 * 1024) + tokenNumber(number)
    for (const number of [1, 2, 3]) tokens.store(entryFor(long(number), { validUntil: NOW + 10 }))
    clock.pass(10)
    for (const number of [4, 5, 6]) tokens.store(entryFor(long(number)))
    expect([4, 5, 6].filter((number) => tokens.find(long(number)) !== undefined)).toEqual([4, 5, 6])
  })

  test('does not cache a token that is longer than its bound', () => {
    const tokens = open(1000)
    tokens.store(entryFor('a'))
    const huge = 'x'.repeat(64 * 1024 * 1024)
    tokens.store(entryFor(huge))
    expect(tokens.find(huge)).toBeUndefined()
    expect(tokens.find('a')).toBeDefined()
  })

  test('keeps tokens that come again, and evicts the least recently used', () => {
    const tokens = open(10)
    const all = Array.from({ length: 11 }, (_, index) => tokenNumber(index))
    for (const token of all) {
      tokens.store(entryFor(token))
      tokens.find(token)
      tokens.find(tokenNumber(0))
    }
    const forgotten = all.filter((token) => tokens.find(token) === undefined)
    expect(forgotten).toEqual([tokenNumber(1)])
  })

  test('can hold one token, or none', () => {
    const one = open(1)
    one.store(entryFor('a'))
    expect(one.find('a')).toBeDefined()
    const none = open(0)
    none.store(entryFor('a'))
    expect(none.find('a')).toBeUndefined()
    expect(() => none.clear()).not.toThrow()
  })

  test('is bounded in characters, too, over both of its parts', () => {
    const tokens = open(1000)
    const long = (number: number) => 'x'.repeat(4 * 1024 * 1024) + tokenNumber(number)
    const numbers = Array.from({ length: 20 }, (_, index) => index)
    const know = (number: number) => tokens.find(long(number)) !== undefined
    for (const number of numbers) {
      tokens.store(entryFor(long(number)))
      if (number < 16) expect(know(number)).toBe(true)
    }
    const kept = numbers.filter(know)
    expect(kept.length * 4).toBeLessThanOrEqual(64)
    expect(kept.length).toBeGreaterThan(10)
  })

  test('looks tokens up by their last characters, whatever comes before', () => {
    const key = accessTokenKey(tail)
    expect(accessTokenKey(`a${tail}`)).toBe(key)
    expect(accessTokenKey(`Bearer ${tail}`)).toBe(key)
    expect(accessTokenKey('tttttttt')).toBe(key)
    for (const other of ['ttttttt', 'stttttttt'.slice(0, 8), 'ttttttts', 'short', 't', '']) {
      expect(accessTokenKey(other)).not.toBe(key)
      expect(accessTokenKey(other) | 0).toBe(accessTokenKey(other))
    }
  })
})
