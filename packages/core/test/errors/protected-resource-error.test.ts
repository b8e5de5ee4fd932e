import { describe, expect, onTestFinished, test } from 'vitest'
import { ERROR_CODES, type ErrorCode } from '../../src/errors/codes.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'

const codes = Object.keys(ERROR_CODES) as ErrorCode[]

describe('a refusal', () => {
  test.each(codes)('%s has the values of the table', (code) => {
    const error = new ProtectedResourceError(code)
    const { status, oauthError, description } = ERROR_CODES[code]
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'ProtectedResourceError', code, status })
    expect([error.oauthError, error.description]).toEqual([oauthError, description])
    // Error handlers send the message: it is for the client, and does not tell one bad token from another.
    expect(error.message).toBe(description ?? 'authentication is required')
  })

  test.each(codes)('%s names its page, which no serializer of errors sends', (code) => {
    const error = new ProtectedResourceError(code, { hint: 'a hint' })
    expect(error.page).toBe(`/errors#${code}`)
    expect(JSON.stringify({ ...error })).not.toContain(error.page)
    const named = []
    for (const name in error) named.push(name)
    expect(named).not.toContain('page')
  })

  test('has no details but those that are passed', () => {
    const bare = new ProtectedResourceError('token_expired')
    expect([bare.hint, bare.cause, bare.challenge, bare.retryAfterSeconds]).toEqual(
      Array.from({ length: 4 }, () => undefined)
    )
    const details = {
      hint: 'a hint',
      cause: { claim: 'exp' },
      challenge: { scope: ['read'] },
      retryAfterSeconds: 7
    }
    expect(new ProtectedResourceError('token_expired', details)).toMatchObject(details)
  })

  test('has no stack trace, and leaves those of other errors alone', () => {
    const limit = Error.stackTraceLimit
    expect(new ProtectedResourceError('token_expired').stack).not.toContain('\n')
    expect(Error.stackTraceLimit).toBe(limit)
    expect(new Error('other').stack).toContain('\n')
  })

  test('can be created if the program has frozen Error', () => {
    const limit = Error.stackTraceLimit
    Object.defineProperty(Error, 'stackTraceLimit', { value: limit, writable: false })
    onTestFinished(() => {
      Object.defineProperty(Error, 'stackTraceLimit', { value: limit, writable: true })
    })
    expect(new ProtectedResourceError('token_expired').code).toBe('token_expired')
    expect(Error.stackTraceLimit).toBe(limit)
  })
})
