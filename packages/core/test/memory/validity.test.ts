import { describe, expect, test } from 'vitest'
import { createTokenCache } from '../../src/memory/token-cache.ts'
import { stubClock } from '../support/stub-clock.ts'
import { NOW } from '../support/test-token.ts'
import { entryFor } from '../support/token-entry.ts'

describe('a cached token', () => {
  test('whose validity no longer holds is evicted, and stays evicted if it holds again', () => {
    let isHeld = true
    const tokens = createTokenCache(100, stubClock(NOW))
    tokens.store(entryFor('a', { validity: { holds: () => isHeld } }))
    expect(tokens.find('a')).toBeDefined()
    isHeld = false
    expect(tokens.find('a')).toBeUndefined()
    isHeld = true
    expect(tokens.find('a')).toBeUndefined()
  })

  test('is checked against its validity at the monotonic moment of the look-up', () => {
    const clock = stubClock(NOW)
    const tokens = createTokenCache(100, clock)
    tokens.store(entryFor('a', { validity: { holds: (now) => now < 6000 } }))
    clock.pass(5.999)
    expect(tokens.find('a')).toBeDefined()
    clock.pass(0.001)
    expect(tokens.find('a')).toBeUndefined()
  })
})
