import { describe, expect, test } from 'vitest'
import { isSameValue } from '../../src/options/is-same-value.ts'

const makeRule = (answer: boolean) => () => answer
const rule = makeRule(true)

describe('two options', () => {
  test.each([
    ['text', 'a', 'a'],
    ['no value', undefined, undefined],
    ['objects in another order of their members', { a: 1, b: [2] }, { b: [2], a: 1 }],
    ['sets in another order', new Set(['a', 'b']), new Set(['b', 'a'])],
    ['the very same function', { rule }, { rule }]
  ])('are the same if they are %s', (_title, one, other) => {
    expect(isSameValue(one, other)).toBe(true)
  })

  test.each([
    ['text', 'a', 'b'],
    ['a value and none', null, {}],
    ['lists in another order, which may say what comes first', ['a', 'b'], ['b', 'a']],
    ['one of them longer', ['a'], ['a', 'b']],
    ['members of other names', { a: undefined }, { b: undefined }],
    ['deep members', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
    ['sets of other members', new Set(['a', 'b']), new Set(['a', 'c'])],
    ['a larger set', new Set(['a', 'b']), new Set(['a'])],
    ['functions that look alike', { rule: makeRule(true) }, { rule: makeRule(true) }]
  ])('are not the same if they are %s', (_title, one, other) => {
    expect(isSameValue(one, other)).toBe(false)
    expect(isSameValue(other, one)).toBe(false)
  })
})
