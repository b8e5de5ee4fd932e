import { expect, test } from 'vitest'
import { quote } from '../../src/errors/quote.ts'

test.each([
  ['account', '"account"'],
  [['a', 'b'], '["a","b"]'],
  ['a"b\\c\r\nd', String.raw`"a\"b\\c\r\nd"`],
  ['\u001b[31m', String.raw`"\u001b[31m"`],
  ['\ud800', String.raw`"\ud800"`],
  [undefined, 'undefined'],
  [() => 1, 'undefined'],
  [1, '1']
])('%j stands in a hint as one line of JSON', (value, text) => {
  expect(quote(value)).toBe(text)
})

test('what is long is cut after 200 characters', () => {
  expect(quote('a'.repeat(198))).toBe(`"${'a'.repeat(198)}"`)
  expect(quote('a'.repeat(199))).toBe(`"${'a'.repeat(199)}…`)
  expect(quote('a'.repeat(100_000))).toHaveLength(201)
})
