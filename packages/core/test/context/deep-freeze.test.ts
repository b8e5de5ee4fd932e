import { expect, test } from 'vitest'
import { deepFreeze } from '../../src/context/deep-freeze.ts'

test('a value of JSON is frozen to the bottom', () => {
  const value = JSON.parse('{"a":[{"b":{}}],"c":null,"d":"x","__proto__":{"e":[[]]}}') as object
  expect(deepFreeze(value)).toBe(value)
  const pending: unknown[] = [value]
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    expect(Object.isFrozen(each)).toBe(true)
    if (typeof each === 'object' && each !== null) pending.push(...(Object.values(each) as unknown[]))
  }
  expect(Object.isFrozen(Object.prototype)).toBe(false)
})

test('bytes inside a value stay as they are, and what is next to them is frozen', () => {
  const value = deepFreeze({ bytes: new Uint8Array(1), list: [] })
  expect(Object.isFrozen(value.list)).toBe(true)
  expect(Object.isFrozen(value.bytes)).toBe(false)
})

test('a frozen object is not traversed again', () => {
  const inner = { a: 1 }
  expect(Object.isFrozen(deepFreeze(Object.freeze({ inner })).inner)).toBe(false)
})
