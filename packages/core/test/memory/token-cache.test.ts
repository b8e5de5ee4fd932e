import { describe, expect, test } from 'vitest'
import { accessTokenKey, createTokenCache } from '../../src/memory/token-cache.ts'
import { NOW } from '../support/test-token.ts'
import { entryFor, time } from '../support/token-entry.ts'

const tail = 't'.repeat(32)

/** Names tokens whose ends differ. */
const tokenNumber = (number: number) => `token-${number}`.padEnd(20, '.') + `${number}`.padStart(32, 's')

describe('a verified token', () => {
  test('is recognised, and no other is', () => {
    const tokens = createTokenCache(100)
    const entry = entryFor(`a${tail}`)
    tokens.store(entry, time)
    expect(tokens.find(`a${tail}`, time)).toBe(entry)
    // One with the same end, on which it is looked up, is another.
    for (const other of [`b${tail}`, tail, `xa${tail}`, `a${tail}x`, 'a', ''])
      expect(tokens.find(other, time)).toBeUndefined()
    expect(tokens.find(`a${tail}`, time)?.context.accessToken).toBe(`a${tail}`)
  })

  test('is the same context each time', () => {
    const tokens = createTokenCache(100)
    tokens.store(entryFor('a'), time)
    const first = tokens.find('a', time)?.context
    expect(first?.claims['jti']).toBe('a')
    expect(tokens.find('a', time)?.context).toBe(first)
    expect(tokens.find('a', time)?.context).toBe(first)
  })

  test('costs no look at the clock where it is not known', () => {
    const tokens = createTokenCache(100)
    const forbidden = () => {
      throw new Error('the clock was asked')
    }
    expect(tokens.find('a', forbidden)).toBeUndefined()
    tokens.store(entryFor(`a${tail}`), time)
    expect(tokens.find(`b${tail}`, forbidden)).toBeUndefined()
  })

  test.each([
    ['a moment before its end', { now: NOW + 299.9, monotonic: 5000 }, true],
    ['at its end', { now: NOW + 300, monotonic: 5000 }, false],
    ['a moment before its end by the clock that is never set', { now: NOW, monotonic: 304_999 }, true],
    ['at its end by the clock that is never set', { now: NOW, monotonic: 305_000 }, false],
    ['after the wall clock was set back', { now: NOW - 10_000, monotonic: 400_000 }, false]
  ])('%s is recognised: %j', (_title, moment, isRecognized) => {
    const tokens = createTokenCache(100)
    tokens.store(entryFor('a'), time)
    expect(tokens.find('a', () => moment) !== undefined).toBe(isRecognized)
    // What has ended is forgotten, even if the clocks go back.
    expect(tokens.find('a', time) !== undefined).toBe(isRecognized)
  })

  test('that is verified again takes the place of what was known', () => {
    const tokens = createTokenCache(100)
    tokens.store(entryFor('a', { validUntil: NOW + 1 }), time)
    expect(tokens.find('a', time)).toBeDefined()
    tokens.store(entryFor('a', { validUntil: NOW + 900 }), time)
    expect(tokens.find('a', () => ({ now: NOW + 800, monotonic: 5000 }))).toBeDefined()
  })

  test('is forgotten with all others', () => {
    const tokens = createTokenCache(100)
    for (const token of ['a', 'b']) tokens.store(entryFor(token), time)
    tokens.find('a', time)
    tokens.clear()
    for (const token of ['a', 'b']) expect(tokens.find(token, time)).toBeUndefined()
  })
})

describe('the memory', () => {
  test('is bounded: a fifth is for tokens that came once, and they drive out only each other', () => {
    const tokens = createTokenCache(10)
    const proven = Array.from({ length: 8 }, (_, index) => tokenNumber(index))
    for (const token of proven) {
      tokens.store(entryFor(token), time)
      tokens.find(token, time)
    }
    const flood = Array.from({ length: 100 }, (_, index) => tokenNumber(1000 + index))
    for (const token of flood) tokens.store(entryFor(token), time)
    expect(proven.filter((token) => tokens.find(token, time) !== undefined)).toEqual(proven)
    const remembered = flood.filter((token) => tokens.find(token, time) !== undefined)
    expect(remembered).toEqual(flood.slice(-2))
  })

  test('keeps all that come in strict turns, as many as there is room for', () => {
    const tokens = createTokenCache(10)
    const all = Array.from({ length: 10 }, (_, index) => tokenNumber(index))
    for (const token of all) tokens.store(entryFor(token), time)
    for (let turn = 0; turn < 3; turn += 1)
      expect(all.filter((token) => tokens.find(token, time) !== undefined)).toEqual(all)
  })

  test('gives the place of tokens that have ended to new ones, and no other', () => {
    const tokens = createTokenCache(10)
    const [old, young, later] = [0, 100, 200].map((first) =>
      Array.from({ length: 8 }, (_, index) => tokenNumber(first + index))
    )
    if (old === undefined || young === undefined || later === undefined) throw new Error('there are three')
    for (const token of old) tokens.store(entryFor(token, { validUntil: NOW + 10 }), time)
    const then = () => ({ now: NOW + 10, monotonic: 15_000 })
    for (const token of young) tokens.store(entryFor(token), then)
    for (const token of later) tokens.store(entryFor(token), then)
    expect(young.filter((token) => tokens.find(token, then) !== undefined)).toEqual(young)
    expect(later.filter((token) => tokens.find(token, then) !== undefined)).toEqual(later.slice(-2))
  })

  test('gives the place of a token that has ended to one that comes again', () => {
    const tokens = createTokenCache(10)
    for (let number = 0; number < 8; number += 1)
      tokens.store(entryFor(tokenNumber(number), { validUntil: NOW + 10 }), time)
    const again = tokenNumber(100)
    tokens.store(entryFor(again), time)
    const then = () => ({ now: NOW + 10, monotonic: 15_000 })
    expect(tokens.find(again, then)).toBeDefined()
    const flood = Array.from({ length: 20 }, (_, index) => tokenNumber(1000 + index))
    for (const token of flood) tokens.store(entryFor(token), then)
    expect(tokens.find(again, then)).toBeDefined()
    // Seven places of those that had ended, and two for tokens that came once.
    expect(flood.filter((token) => tokens.find(token, then) !== undefined)).toHaveLength(9)
  })

  test('gives the room of long tokens that have ended to new ones', () => {
    const tokens = createTokenCache(1000)
    const long = (number: number) => 'x'.repeat(16 * 1024 * 1024) + tokenNumber(number)
    for (const number of [1, 2, 3]) tokens.store(entryFor(long(number), { validUntil: NOW + 10 }), time)
    const then = () => ({ now: NOW + 10, monotonic: 15_000 })
    for (const number of [4, 5, 6]) tokens.store(entryFor(long(number)), then)
    expect([4, 5, 6].filter((number) => tokens.find(long(number), then) !== undefined)).toEqual([4, 5, 6])
  })

  test('does not keep what is longer than all that it may hold', () => {
    const tokens = createTokenCache(1000)
    tokens.store(entryFor('a'), time)
    const huge = 'x'.repeat(64 * 1024 * 1024)
    tokens.store(entryFor(huge), time)
    expect(tokens.find(huge, time)).toBeUndefined()
    expect(tokens.find('a', time)).toBeDefined()
  })

  test('keeps those that come again, and forgets the one that did not for longest', () => {
    const tokens = createTokenCache(10)
    const all = Array.from({ length: 11 }, (_, index) => tokenNumber(index))
    for (const token of all) {
      tokens.store(entryFor(token), time)
      tokens.find(token, time)
      tokens.find(tokenNumber(0), time)
    }
    const forgotten = all.filter((token) => tokens.find(token, time) === undefined)
    expect(forgotten).toEqual([tokenNumber(1)])
  })

  test('may be as small as one, or nothing', () => {
    const one = createTokenCache(1)
    one.store(entryFor('a'), time)
    expect(one.find('a', time)).toBeDefined()
    const none = createTokenCache(0)
    none.store(entryFor('a'), time)
    expect(none.find('a', time)).toBeUndefined()
    expect(() => none.clear()).not.toThrow()
  })

  test('is bounded in characters, too, over both of its parts', () => {
    const tokens = createTokenCache(1000)
    const long = (number: number) => 'x'.repeat(4 * 1024 * 1024) + tokenNumber(number)
    const numbers = Array.from({ length: 20 }, (_, index) => index)
    const know = (number: number) => tokens.find(long(number), time) !== undefined
    for (const number of numbers) {
      tokens.store(entryFor(long(number)), time)
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
