import { expect, test } from 'vitest'
import { quote } from '../../src/errors/quote.ts'

test.each([
  ['account', '"account"'],
  [['a', 'b'], '["a","b"]'],
  ['a"b\\c\r\nd', String.raw`"a\"b\\c\r\nd"`],
  ['\u001b[31m', String.raw`"\u001b[31m"`],
  ['\u007f\u0080\u0085\u009b31m\u009f', String.raw`"\u007f\u0080\u0085\u009b31m\u009f"`],
  ['a\u2028b\u2029c', String.raw`"a\u2028b\u2029c"`],
  ['\u200e\u200f\u202a\u202e\u2066\u2069', String.raw`"\u200e\u200f\u202a\u202e\u2066\u2069"`],
  ['\u00a0\u00e9\u200d\u202f\u206a', '"\u00a0\u00e9\u200d\u202f\u206a"'],
  ['\ud800', String.raw`"\ud800"`],
  [undefined, 'undefined'],
  [() => 1, 'undefined'],
  [1, '1']
])('%j is quoted as one line of JSON', (value, text) => {
  expect(quote(value)).toBe(text)
})

test('long text is cut after 200 characters', () => {
  expect(quote('a'.repeat(198))).toBe(`"${'a'.repeat(198)}"`)
  expect(quote('a'.repeat(199))).toBe(`"${'a'.repeat(199)}…`)
  expect(quote('a'.repeat(100_000))).toHaveLength(201)
})
