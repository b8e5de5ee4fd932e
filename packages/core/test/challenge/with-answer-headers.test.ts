import { describe, expect, test } from 'vitest'
import { withAnswerHeaders } from '../../src/challenge/with-answer-headers.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'

const settings = { realm: 'api', explain: false }

describe('the header fields of a refusal that is thrown', () => {
  test('are those of its answer, without those of a body', () => {
    const error = new ProtectedResourceError('scope_insufficient', { challenge: { scope: ['read'] } })
    expect(withAnswerHeaders(error, settings)).toBe(error)
    expect(error.headers).toEqual({
      'WWW-Authenticate': expect.stringContaining('scope="read"') as string,
      'Cache-Control': 'no-store'
    })
  })

  test('are those of the answer of whoever refuses last', () => {
    const error = new ProtectedResourceError('token_expired')
    withAnswerHeaders(error, { ...settings, realm: 'outer' })
    withAnswerHeaders(error, { ...settings, realm: 'inner' })
    expect(error.headers?.['WWW-Authenticate']).toContain('realm="inner"')
  })

  test('are in no log', () => {
    const error = new ProtectedResourceError('jwks_unreachable', { retryAfterSeconds: 7 })
    withAnswerHeaders(error, settings)
    expect(error.headers).toEqual({ 'Retry-After': '7', 'Cache-Control': 'no-store' })
    expect(Object.keys(error)).not.toContain('headers')
  })

  test('belong to refusals only', () => {
    const fault = new TypeError('a fault of the application')
    expect(withAnswerHeaders(fault, settings)).toBe(fault)
    expect(fault).not.toHaveProperty('headers')
  })
})
