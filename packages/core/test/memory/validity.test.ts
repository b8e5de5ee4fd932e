import { describe, expect, test } from 'vitest'
import { createTokenCache } from '../../src/memory/token-cache.ts'
import { NOW } from '../support/test-token.ts'
import { entryFor, time } from '../support/token-entry.ts'

describe('a cached token', () => {
  test('whose validity no longer holds is evicted, and stays evicted if it holds again', () => {
    let isHeld = true
    const tokens = createTokenCache(100)
    tokens.store(entryFor('a', { validity: { holds: () => isHeld } }), time)
    expect(tokens.find('a', time)).toBeDefined()
    isHeld = false
    expect(tokens.find('a', time)).toBeUndefined()
    isHeld = true
    expect(tokens.find('a', time)).toBeUndefined()
  })

  test('is checked against its validity at the monotonic moment of the look-up', () => {
    const tokens = createTokenCache(100)
    tokens.store(entryFor('a', { validity: { holds: (now) => now < 6000 } }), time)
    expect(tokens.find('a', () => ({ now: NOW, monotonic: 5999 }))).toBeDefined()
    expect(tokens.find('a', () => ({ now: NOW, monotonic: 6000 }))).toBeUndefined()
  })
})
