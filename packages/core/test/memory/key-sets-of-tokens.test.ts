import { describe, expect, test } from 'vitest'
import { createTokenCache } from '../../src/memory/token-cache.ts'
import { NOW } from '../support/test-token.ts'
import { entryFor, keySet, time } from '../support/token-entry.ts'

describe('a verified token', () => {
  test('is forgotten when its key set is no longer the one of the issuer', () => {
    for (const replaced of [{}, undefined]) {
      let current: object | undefined = keySet
      const tokens = createTokenCache(100)
      tokens.remember(entryFor('a', { keys: { current: () => current } }), time)
      expect(tokens.recognize('a', time)).toBeDefined()
      current = replaced
      expect(tokens.recognize('a', time)).toBeUndefined()
      current = keySet
      expect(tokens.recognize('a', time)).toBeUndefined()
    }
  })

  test('is forgotten when the issuer has no key set at that moment', () => {
    const tokens = createTokenCache(100)
    const untilThen = { current: (at: number) => (at < 6000 ? keySet : undefined) }
    tokens.remember(entryFor('a', { keys: untilThen }), time)
    expect(tokens.recognize('a', time)).toBeDefined()
    expect(tokens.recognize('a', () => ({ now: NOW, monotonic: 6000 }))).toBeUndefined()
  })
})
