import { createTestClock } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { createUnknownKids } from '../../src/keys/unknown-kids.ts'

describe('the memory of unknown key ids', () => {
  test('holds for half a minute, and is not prolonged by looking', async () => {
    const clock = createTestClock()
    const kids = createUnknownKids(clock)
    kids.remember({ alg: 'RS256', kid: 'next' })
    for (let second = 0; second < 30; second += 1) {
      expect(kids.has({ alg: 'RS256', kid: 'next' })).toBe(true)
      await clock.advance(1)
    }
    await clock.advance(0.001)
    expect(kids.has({ alg: 'RS256', kid: 'next' })).toBe(false)
  })

  test('tells algorithms, ids and their absence apart', () => {
    const kids = createUnknownKids(createTestClock())
    kids.remember({ alg: 'RS256', kid: 'a' })
    kids.remember({ alg: 'ES256' })
    expect(kids.has({ alg: 'ES256' })).toBe(true)
    expect(kids.has({ alg: 'RS256' })).toBe(false)
    expect(kids.has({ alg: 'ES256', kid: 'a' })).toBe(false)
    expect(kids.has({ alg: 'ES256', kid: '' })).toBe(false)
  })

  test('forgets the oldest beyond a thousand', () => {
    const kids = createUnknownKids(createTestClock())
    for (let kid = 0; kid <= 1000; kid += 1) kids.remember({ alg: 'RS256', kid: String(kid) })
    expect(kids.has({ alg: 'RS256', kid: '0' })).toBe(false)
    expect(kids.has({ alg: 'RS256', kid: '1' })).toBe(true)
    expect(kids.has({ alg: 'RS256', kid: '1000' })).toBe(true)
  })
})
