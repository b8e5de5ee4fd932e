import { runInThisContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
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

describe('the stack trace', () => {
  /** Calls a function from the code of an installed package, several frames deep. */
  const callInside = runInThisContext(
    '(function call(run, depth) { return depth === 0 ? run() : call(run, depth - 1) })',
    { filename: '/app/node_modules/@portcullis/core/dist/node/index.js' }
  ) as <T>(run: () => T, depth: number) => T

  test('starts at the code of the application, below the code of installed packages', () => {
    const limit = Error.stackTraceLimit
    const { stack = '' } = callInside(() => new ConfigurationError('issuer', 'is required'), 15)
    const [message, caller] = stack.split('\n')
    expect(message).toContain('is required')
    expect(caller).toContain('configuration-error.test.ts')
    expect(stack).not.toContain('@portcullis/core/dist')
    expect(Error.stackTraceLimit).toBe(limit)
  })

  test('is that of every error if no installed package is in it', () => {
    expect(new ConfigurationError('issuer', 'is required').stack).toContain('configuration-error.test.ts')
  })
})
