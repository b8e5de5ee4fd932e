import { expect, test } from 'vitest'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'

test('a mistake in the configuration names the option and says what to write instead', () => {
  const error = new ConfigurationError('issuer', 'option "issuer" is required')
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({
    name: 'ConfigurationError',
    option: 'issuer',
    message: 'option "issuer" is required'
  })
  expect(error.stack).toContain('configuration-error.test.ts')
})
