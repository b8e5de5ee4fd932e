import { expect, test } from 'vitest'
import { withoutPrototype } from '../../src/json/without-prototype.ts'

test('a parsed object loses its prototype and keeps its own members', () => {
  const parsed = JSON.parse('{"a":1,"__proto__":{"b":2},"constructor":"c"}') as Record<string, unknown>
  const object = withoutPrototype(parsed)
  expect(Object.getPrototypeOf(object)).toBeNull()
  expect([object['a'], object['constructor'], object['b'], object['toString']]).toEqual([
    1,
    'c',
    undefined,
    undefined
  ])
})
