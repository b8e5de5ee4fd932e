import { expect, test } from 'vitest'
import { validateEnumOptions } from '../../src/options/validate-choices.ts'
import { mistakeOf } from '../support/refusal-of.ts'

const choices = { colour: ['red', 'blue'], size: ['small'] }

test.each([{}, { colour: 'red' }, { colour: 'blue', size: 'small' }, { colour: undefined }])(
  '%j is a choice that there is',
  (given) => {
    expect(() => validateEnumOptions(given, choices)).not.toThrow()
  }
)

test.each<[unknown, string, string]>([
  [{ colour: 'green' }, 'colour', 'option "colour" must be one of: red, blue; it is a value of type string'],
  [{ colour: null }, 'colour', 'option "colour" must be one of: red, blue; it is null'],
  [{ color: 'red' }, 'color', 'there is no option "color", did you mean "colour"?'],
  [null, 'options', '"options" must be an object, not null']
])('%j is not', (given, option, message) => {
  const mistake = mistakeOf(() => validateEnumOptions(given, choices))
  expect([mistake.option, mistake.message]).toEqual([option, message])
})
