import { describe, expect, test } from 'vitest'
import { observeKeySet } from '../../src/keys/observe-key-set.ts'
import { recordEvents } from '../support/record-events.ts'
import { keySetNamed } from '../support/test-key-set.ts'

const issuer = 'https://as.example.test'

describe('the observer of a key set', () => {
  test('tells which keys came and which left', () => {
    const events = recordEvents()
    const observer = observeKeySet(issuer)
    observer.replaced(keySetNamed('a', 'b'), undefined)
    observer.replaced(keySetNamed('b', 'c', ''), keySetNamed('a', 'b'))
    expect(events).toEqual([
      { type: 'key_set_replaced', issuer, added: ['a', 'b'], removed: [] },
      { type: 'key_set_replaced', issuer, added: ['c', ''], removed: ['a'] }
    ])
  })

  test('tells of another key under an old name as of one that came and one that left', () => {
    const events = recordEvents()
    const next = { ...keySetNamed('a', 'b', 'b'), fingerprints: ['a', 'new', 'b'] }
    observeKeySet(issuer).replaced(next, keySetNamed('a', 'b'))
    observeKeySet(issuer).replaced({ ...keySetNamed('a'), fingerprints: ['new'] }, keySetNamed('a'))
    expect(events).toEqual([
      { type: 'key_set_replaced', issuer, added: ['b'], removed: [] },
      { type: 'key_set_replaced', issuer, added: ['a'], removed: ['a'] }
    ])
  })

  test('tells of a stale set and of its end', () => {
    const events = recordEvents()
    const observer = observeKeySet(issuer)
    observer.stale(700, 21_500)
    observer.gaveUp(22_200)
    expect(events).toEqual([
      { type: 'key_set_stale', issuer, ageSeconds: 700, remainingSeconds: 21_500 },
      { type: 'key_set_expired', issuer, ageSeconds: 22_200 }
    ])
  })

  test('makes no event where nobody listens', () => {
    const set = new Proxy(keySetNamed(), {
      get() {
        throw new Error('somebody looked')
      }
    })
    const observer = observeKeySet(issuer)
    expect(() => {
      observer.replaced(set, undefined)
      observer.stale(1, 1)
      observer.gaveUp(1)
    }).not.toThrow()
  })
})
