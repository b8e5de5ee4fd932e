import { expect, test } from 'vitest'
import { optionalAdmission } from '../../src/adapter/optional-admission.ts'
import { mistakeOf } from '../support/refusal-of.ts'

test.each([
  [{}, 'refuse'],
  [{ onInvalidToken: undefined }, 'refuse'],
  [{ onInvalidToken: 'refuse' }, 'refuse'],
  [{ onInvalidToken: 'anonymous' }, 'anonymous']
])('with %j, requests without a token are admitted, and onInvalidToken is %s', (options, onInvalidToken) => {
  expect(optionalAdmission(options)).toStrictEqual({ allowAnonymous: true, onInvalidToken })
})

test.each([
  ['nothing', undefined, 'options'],
  ['an unknown word', { onInvalidToken: 'anon' }, 'onInvalidToken'],
  ['a misspelled name', { oninvalidtoken: 'anonymous' }, 'oninvalidtoken'],
  ['an option of a protection', { allowAnonymous: false }, 'allowAnonymous']
])('%s instead of options is a ConfigurationError', (_title, options, option) => {
  expect(mistakeOf(() => optionalAdmission(options)).option).toBe(option)
})
