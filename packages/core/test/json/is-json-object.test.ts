import { expect, test } from 'vitest'
import { isJsonObject } from '../../src/json/is-json-object.ts'

test.each([
  ['{}', true],
  ['{"a":1}', true],
  ['[]', false],
  ['[{}]', false],
  ['null', false],
  ['"text"', false],
  ['""', false],
  ['0', false],
  ['true', false]
])('whether %s is a JSON object: %s', (text, isObject) => {
  expect(isJsonObject(JSON.parse(text))).toBe(isObject)
})

test('undefined is not an object', () => {
  expect(isJsonObject(undefined)).toBe(false)
})
