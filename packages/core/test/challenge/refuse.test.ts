import { describe, expect, test } from 'vitest'
import type { AnswerSettings } from '../../src/challenge/create-answer.ts'
import { refuse } from '../../src/challenge/refuse.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'

const settings = { realm: 'api', explain: false }

function thrownFor(error: unknown, change: Partial<AnswerSettings> = {}): unknown {
  try {
    return refuse(error, { ...settings, ...change }, { request: undefined, milliseconds: 0 })
  } catch (thrown) {
    return thrown
  }
}

describe('a refusal', () => {
  test('is thrown with the headers of its answer, without those of a body', () => {
    const error = new ProtectedResourceError('scope_insufficient', { challenge: { scope: ['read'] } })
    expect(thrownFor(error)).toBe(error)
    expect(error.headers).toEqual({
      'WWW-Authenticate': expect.stringContaining('scope="read"') as string,
      'Cache-Control': 'no-store'
    })
  })

  test('has the headers of the protected resource that refused last', () => {
    const error = new ProtectedResourceError('token_expired')
    thrownFor(error, { realm: 'outer' })
    thrownFor(error, { realm: 'inner' })
    expect(error.headers?.['WWW-Authenticate']).toContain('realm="inner"')
  })

  test('has headers that are not enumerable', () => {
    const error = new ProtectedResourceError('jwks_unreachable', { retryAfterSeconds: 7 })
    thrownFor(error)
    expect(error.headers).toEqual({ 'Retry-After': '7', 'Cache-Control': 'no-store' })
    expect(Object.keys(error)).not.toContain('headers')
  })
})

test('an error of the application is thrown as it is, without headers', () => {
  const fault = new TypeError('a fault of the application')
  expect(thrownFor(fault)).toBe(fault)
  expect(fault).not.toHaveProperty('headers')
})

test('undefined is thrown as an error with it as cause', () => {
  expect(thrownFor(undefined)).toBeInstanceOf(Error)
})
