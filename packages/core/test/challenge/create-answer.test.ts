import { describe, expect, test } from 'vitest'
import { createAnswer } from '../../src/challenge/create-answer.ts'
import { serializeChallenge } from '../../src/challenge/serialize-challenge.ts'
import { ERROR_CODES, type ErrorCode } from '../../src/errors/codes.ts'
import { ProtectedResourceError, type RefusalDetails } from '../../src/errors/protected-resource-error.ts'

const quiet = { realm: 'api', explain: false }
const explaining = { realm: 'api', explain: true }
const codes = Object.keys(ERROR_CODES) as ErrorCode[]

function answerTo(code: ErrorCode, details: RefusalDetails = {}, settings = quiet) {
  return createAnswer(new ProtectedResourceError(code, details), settings)
}

describe('the answer', () => {
  test('to a request without credentials tells nothing but the challenge', () => {
    for (const code of ['credentials_missing', 'credentials_scheme_unsupported'] as const) {
      expect(answerTo(code, { hint: 'a hint' })).toEqual({
        status: 401,
        headers: {
          'WWW-Authenticate': 'Bearer realm="api"',
          'Cache-Control': 'no-store',
          'Content-Length': '0'
        },
        body: undefined
      })
    }
  })

  test('to an invalid token has error and description, in field and body', () => {
    const body = '{"error":"invalid_token","error_description":"the access token is invalid"}'
    expect(answerTo('signature_invalid')).toEqual({
      status: 401,
      headers: {
        'WWW-Authenticate':
          'Bearer realm="api", error="invalid_token", error_description="the access token is invalid"',
        'Cache-Control': 'no-store',
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': String(body.length)
      },
      body
    })
  })

  test('for a server-side failure has Retry-After, and no challenge', () => {
    const body =
      '{"error":"temporarily_unavailable","error_description":"access tokens cannot be verified at the moment"}'
    expect(answerTo('jwks_unreachable', { retryAfterSeconds: 17 })).toEqual({
      status: 503,
      headers: {
        'Retry-After': '17',
        'Cache-Control': 'no-store',
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': String(body.length)
      },
      body
    })
    expect(answerTo('jwks_unreachable').headers['Retry-After']).toBe('5')
    expect(answerTo('jwks_unreachable', { retryAfterSeconds: 0 }).headers['Retry-After']).toBe('0')
    for (const retryAfterSeconds of [-1, 0.5, Number.NaN, Infinity])
      expect(answerTo('jwks_unreachable', { retryAfterSeconds }).headers['Retry-After']).toBe('5')
  })

  test.each(codes)('to %s is the same, however much is known', (code) => {
    const details = { hint: 'SECRET', cause: new Error('SECRET') }
    const answer = answerTo(code, details)
    expect(JSON.stringify(answer)).not.toContain('SECRET')
    expect(answer).toEqual(answerTo(code))
    const { status, oauthError, description } = ERROR_CODES[code]
    expect(answer.status).toBe(status)
    expect(answer.headers['Cache-Control']).toBe('no-store')
    const body = oauthError && { error: oauthError, error_description: description }
    expect(answer.body === undefined ? undefined : (JSON.parse(answer.body) as unknown)).toEqual(body)
  })

  test.each(codes)('to %s has either a challenge or a time, never both', (code) => {
    const error = new ProtectedResourceError(code)
    const { headers } = createAnswer(error, { realm: 'a "realm"', explain: false })
    const isOurFault = error.status === 503
    expect('Retry-After' in headers).toBe(isOurFault)
    expect(headers['WWW-Authenticate']).toBe(isOurFault ? undefined : serializeChallenge(error, 'a "realm"'))
  })
})

describe('the answer of an API that takes DPoP proofs', () => {
  const dpop = { required: false, algorithms: ['ES256'] }
  const settings = { ...quiet, senderConstraint: { dpop } }

  test('has one challenge for each scheme, and no nonce if the refusal has none', () => {
    const { headers } = answerTo('credentials_missing', {}, settings)
    expect(headers['WWW-Authenticate']).toEqual(['Bearer realm="api"', 'DPoP realm="api", algs="ES256"'])
    expect(headers).not.toHaveProperty('DPoP-Nonce')
  })

  test('has the nonce of the refusal in a field of its own', () => {
    const details = { challenge: { dpopNonce: 'a-nonce' } }
    expect(answerTo('proof_nonce_missing', details, settings).headers).toMatchObject({
      'DPoP-Nonce': 'a-nonce',
      'WWW-Authenticate': [expect.any(String), expect.stringContaining('error="use_dpop_nonce"')]
    })
  })

  test('to a token has no nonce if a server-side failure is the reason', () => {
    const details = { challenge: { dpopNonce: 'a-nonce' } }
    expect(answerTo('jwks_unreachable', details, settings).headers).not.toHaveProperty('DPoP-Nonce')
  })
})

describe('the answer that explains', () => {
  test('has reason and hint in the body, and nothing more in the fields', () => {
    const answer = answerTo('token_expired', { hint: 'a hint: “quoted”', cause: 'SECRET' }, explaining)
    expect(JSON.parse(answer.body ?? '')).toEqual({
      error: 'invalid_token',
      error_description: 'the access token expired',
      code: 'token_expired',
      hint: 'a hint: “quoted”'
    })
    expect(answer.headers['Content-Length']).toBe(String(Buffer.byteLength(answer.body ?? '')))
    expect(answer.headers['WWW-Authenticate']).toBe(answerTo('token_expired').headers['WWW-Authenticate'])
  })

  test('has a body even if no credentials were sent', () => {
    const answer = answerTo('credentials_missing', { hint: 'a hint' }, explaining)
    expect(JSON.parse(answer.body ?? '')).toEqual({ code: 'credentials_missing', hint: 'a hint' })
    expect(answer.headers['Content-Type']).toBe('application/json; charset=utf-8')
    expect(answer.headers['WWW-Authenticate']).toBe('Bearer realm="api"')
  })
})
