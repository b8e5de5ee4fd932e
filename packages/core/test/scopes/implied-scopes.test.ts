import { describe, expect, test } from 'vitest'
import { findCycle, followImplied, NOTHING_IMPLIED, withoutImplied } from '../../src/scopes/implied-scopes.ts'

const implied = followImplied({ admin: ['write', 'delete'], write: ['read'], other: [] })

describe('implied scopes', () => {
  test('are followed through other scopes to the end', () => {
    expect([...implied]).toEqual([
      ['admin', ['write', 'delete', 'read']],
      ['write', ['read']],
      ['other', []]
    ])
    expect(findCycle(implied)).toBeUndefined()
  })

  test('that imply each other in a circle are found', () => {
    expect(findCycle(followImplied({ a: ['b'], b: ['c'], c: ['b'] }))).toBe('b')
    expect(findCycle(followImplied({ a: ['a'] }))).toBe('a')
  })

  test('with the names of inherited members imply nothing', () => {
    expect(followImplied({ admin: ['constructor', '__proto__'] }).get('admin')).toEqual([
      'constructor',
      '__proto__'
    ])
  })

  test('need not be requested together with the scope that implies them', () => {
    expect(withoutImplied(['read', 'admin', 'pay'], implied)).toEqual(['admin', 'pay'])
    expect(withoutImplied(['read', 'delete'], implied)).toEqual(['read', 'delete'])
    expect(withoutImplied(['read', 'admin'], NOTHING_IMPLIED)).toEqual(['read', 'admin'])
  })
})
