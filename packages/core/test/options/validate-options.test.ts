import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { OptionRule } from '../../src/options/option-rules.ts'
import { validateOptions } from '../../src/options/validate-options.ts'
import { mistakeOf } from '../support/refusal-of.ts'

const isEven: OptionRule = (value) =>
  typeof value === 'number' && value % 2 === 0 ? undefined : 'must be an even number'
const bare: object = Object.assign(Object.create(null) as object, { even: 2 })
const rows = { even: { rule: isEven }, other: { rule: isEven } }

describe('options', () => {
  test.each([{}, { even: 2 }, { even: 2, other: 4 }, { even: undefined }, Object.create(null)])(
    '%j will do',
    (options) => {
      expect(() => validateOptions(options, rows)).not.toThrow()
    }
  )

  test.each<[string, object]>([
    [
      'a class',
      new (class {
        get even() {
          return 2
        }
      })()
    ],
    [
      'a class above it',
      new (class extends class {
        even() {
          return 2
        }
      } {})()
    ],
    ['a prototype', Object.create({ even: 2 })],
    ['a prototype without one of its own', Object.create(bare)],
    ['nowhere that can be seen', Object.defineProperty({}, 'even', { value: 2 })]
  ])('that have a member from %s will not: it would not be seen', (_title, options) => {
    const mistake = mistakeOf(() => validateOptions(options, rows))
    expect([mistake.option, mistake.message]).toEqual([
      'even',
      '"options" has "even" from a class or a prototype, or hidden, so it is not read: make it an own member'
    ])
  })

  test.each<[string, object]>([
    [
      'of a class that has nothing but members',
      new (class {
        even = 2
      })()
    ],
    ['without a prototype', bare],
    ['of another realm', runInNewContext('({ even: 2 })')]
  ])('%s will do', (_title, options) => {
    expect(() => validateOptions(options, rows)).not.toThrow()
  })

  test.each([
    { options: { even: 'SECRET' }, problem: 'a value of type string' },
    { options: { even: '' }, problem: 'an empty string' },
    { options: { even: 1 }, problem: 'a value of type number' },
    { options: { even: null }, problem: 'null' },
    { options: { even: [] }, problem: 'an empty list' },
    { options: { even: ['SECRET'] }, problem: 'a list' },
    { options: { even: { secret: 'SECRET' } }, problem: 'a value of type object' },
    { options: { even: () => 2 }, problem: 'a value of type function' },
    { options: { even: true }, problem: 'a value of type boolean' }
  ])('$options will not, and the message has the kind of value, never the value', ({ options, problem }) => {
    const mistake = mistakeOf(() => validateOptions(options, rows))
    expect(mistake.option).toBe('even')
    expect(mistake.message).toBe(`option "even" must be an even number; it is ${problem}`)
  })

  test('must exist', () => {
    const mistake = mistakeOf(() => validateOptions({ evem: 2 }, rows))
    expect([mistake.option, mistake.message]).toEqual([
      'evem',
      'there is no option "evem", did you mean "even"?'
    ])
    expect(mistakeOf(() => validateOptions({ toString: 2 }, rows)).message).toBe(
      'there is no option "toString"'
    )
    expect(mistakeOf(() => validateOptions({ misspelt: undefined }, rows)).option).toBe('misspelt')
  })

  test('that are a part of others are named with those', () => {
    const wrong = mistakeOf(() => validateOptions({ even: 1 }, rows, 'keys.'))
    expect([wrong.option, wrong.message]).toEqual([
      'even',
      'option "keys.even" must be an even number; it is a value of type number'
    ])
    const misspelt = mistakeOf(() => validateOptions({ evem: 1 }, rows, 'keys.'))
    expect(misspelt.message).toBe('there is no option "keys.evem", did you mean "even"?')
  })

  test.each([
    [undefined, 'a value of type undefined'],
    [null, 'null'],
    ['', 'an empty string'],
    ['https://as.example.test', 'a value of type string'],
    [[], 'an empty list'],
    [5, 'a value of type number']
  ])('must be an object, which %j is not', (options, kind) => {
    const mistake = mistakeOf(() => validateOptions(options, rows))
    expect([mistake.option, mistake.message]).toEqual(['options', `"options" must be an object, not ${kind}`])
    const inner = mistakeOf(() => validateOptions(options, rows, 'keys.'))
    expect([inner.option, inner.message]).toEqual(['keys', `"keys" must be an object, not ${kind}`])
  })
})
