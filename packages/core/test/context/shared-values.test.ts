import { expect, test } from 'vitest'
import { createSharedValues } from '../../src/context/shared-values.ts'

test('a value is made once for each key', () => {
  const shared = createSharedValues<{ key: string }>()
  const first = shared.get('a', (key) => ({ key }))
  expect(first).toEqual({ key: 'a' })
  expect(shared.get('a', () => ({ key: 'other' }))).toBe(first)
  expect(shared.get('b', (key) => ({ key }))).toEqual({ key: 'b' })
})

test('a thousand values are kept, and all are let go with the next', () => {
  const shared = createSharedValues<object>()
  const get = (number: number) => shared.get(`${number}`, () => ({ number }))
  const values = Array.from({ length: 1000 }, (_, number) => get(number))
  expect(values.every((value, number) => get(number) === value)).toBe(true)
  get(1000)
  expect(get(0)).not.toBe(values[0])
})
