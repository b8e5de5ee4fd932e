import { describe, expect, test } from 'vitest'
import type { ClaimCheck } from '../../src/claims/claim-check.ts'
import { checkAge, checkExpiry, checkIssuedAt, checkNotBefore } from '../../src/claims/check-times.ts'
import { ask } from '../support/expectations.ts'
import { NOW } from '../support/test-token.ts'

const CLOCKS = 'the clocks of the authorization server and of this machine differ'

const notDates = ['soon', String(NOW + 60), '', true, false, [NOW + 60], {}, Infinity, -Infinity, NaN]

describe.each<{ claim: string; check: ClaimCheck; expected: object }>([
  { claim: 'exp', check: checkExpiry, expected: {} },
  { claim: 'nbf', check: checkNotBefore, expected: {} },
  { claim: 'iat', check: checkIssuedAt, expected: {} },
  { claim: 'iat', check: checkAge, expected: { maxTokenAgeSeconds: 600 } }
])('$claim', ({ claim, check, expected }) => {
  test.each(notDates)('must be a number, which %j is not, RFC 7519 section 2', (value) => {
    expect(ask(check, { claims: { [claim]: value }, expected })).toEqual({
      code: 'claim_malformed',
      claim,
      hint: `"${claim}" must be a number of seconds`
    })
  })

  test.each([1e11, NOW * 1000, Number.MAX_VALUE])('cannot be %d, which is milliseconds', (value) => {
    expect(ask(check, { claims: { [claim]: value }, expected })).toEqual({
      code: 'claim_malformed',
      claim,
      hint: `"${claim}" is in milliseconds: configure the authorization server to write seconds`
    })
  })
})

describe('exp', () => {
  test.each([
    { tolerance: 0, exp: NOW + 1, passes: true },
    { tolerance: 0, exp: NOW + 0.001, passes: true },
    { tolerance: 0, exp: NOW, passes: false },
    { tolerance: 0, exp: NOW - 1, passes: false },
    { tolerance: 30, exp: NOW - 29, passes: true },
    { tolerance: 30, exp: NOW - 29.999, passes: true },
    { tolerance: 30, exp: NOW - 30, passes: false },
    { tolerance: 300, exp: NOW - 299, passes: true },
    { tolerance: 300, exp: NOW - 300, passes: false },
    { tolerance: 30, exp: 0, passes: false },
    { tolerance: 30, exp: -0, passes: false },
    { tolerance: 30, exp: -NOW, passes: false },
    { tolerance: 30, exp: 1e11 - 1, passes: true }
  ])('$exp passes with a tolerance of $tolerance s: $passes', ({ tolerance, exp, passes }) => {
    const failure = ask(checkExpiry, { claims: { exp }, expected: { clockToleranceSeconds: tolerance } })
    expect(failure?.code).toBe(passes ? undefined : 'token_expired')
    expect(failure?.claim).toBe(passes ? undefined : 'exp')
  })

  test('in the past has the seconds in the hint', () => {
    expect(ask(checkExpiry, { claims: { exp: NOW - 100.4 } })?.hint).toBe(
      'the token expired 100 seconds ago: the client must get a new one'
    )
  })

  test.each([undefined, null])('is mandatory, and %s is not one', (exp) => {
    expect(ask(checkExpiry, { claims: { exp } })).toEqual({
      code: 'claim_missing',
      claim: 'exp',
      hint: 'every access token must expire: configure the authorization server to set "exp"'
    })
  })

  test('follows the clock that is passed', () => {
    expect(ask(checkExpiry, { claims: { exp: NOW }, now: NOW + 29.9 })).toBeUndefined()
    expect(ask(checkExpiry, { claims: { exp: NOW }, now: NOW + 30 })?.code).toBe('token_expired')
  })
})

describe('nbf', () => {
  test.each([
    { tolerance: 0, nbf: NOW, passes: true },
    { tolerance: 0, nbf: NOW - 1, passes: true },
    { tolerance: 0, nbf: NOW + 0.001, passes: false },
    { tolerance: 0, nbf: NOW + 1, passes: false },
    { tolerance: 30, nbf: NOW + 30, passes: true },
    { tolerance: 30, nbf: NOW + 30.001, passes: false },
    { tolerance: 30, nbf: NOW + 31, passes: false },
    { tolerance: 60, nbf: NOW + 120, passes: false },
    { tolerance: 30, nbf: 0, passes: true }
  ])('$nbf passes with a tolerance of $tolerance s: $passes', ({ tolerance, nbf, passes }) => {
    const failure = ask(checkNotBefore, { claims: { nbf }, expected: { clockToleranceSeconds: tolerance } })
    expect(failure?.code).toBe(passes ? undefined : 'token_not_yet_valid')
    expect(failure?.claim).toBe(passes ? undefined : 'nbf')
  })

  test.each([undefined, null])('may be %s', (nbf) => {
    expect(ask(checkNotBefore, { claims: { nbf } })).toBeUndefined()
  })

  test('in the future has the seconds in the hint', () => {
    expect(ask(checkNotBefore, { claims: { nbf: NOW + 99.6 } })?.hint).toBe(
      `the token becomes valid in 100 seconds: ${CLOCKS}`
    )
  })
})

describe('iat', () => {
  test.each([
    { tolerance: 0, iat: NOW + 10, passes: true },
    { tolerance: 0, iat: NOW + 10.001, passes: false },
    { tolerance: 5, iat: NOW + 10, passes: true },
    { tolerance: 5, iat: NOW + 11, passes: false },
    { tolerance: 30, iat: NOW + 30, passes: true },
    { tolerance: 30, iat: NOW + 31, passes: false },
    { tolerance: 300, iat: NOW + 300, passes: true },
    { tolerance: 300, iat: NOW + 301, passes: false },
    { tolerance: 0, iat: 0, passes: true }
  ])('$iat passes with a tolerance of $tolerance s: $passes', ({ tolerance, iat, passes }) => {
    const failure = ask(checkIssuedAt, { claims: { iat }, expected: { clockToleranceSeconds: tolerance } })
    expect(failure?.code).toBe(passes ? undefined : 'token_issued_in_future')
    expect(failure?.claim).toBe(passes ? undefined : 'iat')
  })

  test.each([undefined, null])('may be %s', (iat) => {
    expect(ask(checkIssuedAt, { claims: { iat } })).toBeUndefined()
  })

  test('ahead of the clock has the seconds in the hint', () => {
    expect(ask(checkIssuedAt, { claims: { iat: NOW + 99.6 } })?.hint).toBe(
      `the token was issued 100 seconds ahead: ${CLOCKS}`
    )
  })
})

describe('the age of a token', () => {
  test.each([
    { tolerance: 0, iat: NOW - 600, passes: true },
    { tolerance: 0, iat: NOW - 600.001, passes: false },
    { tolerance: 30, iat: NOW - 630, passes: true },
    { tolerance: 30, iat: NOW - 631, passes: false },
    { tolerance: 30, iat: NOW, passes: true },
    { tolerance: 30, iat: NOW + 30, passes: true }
  ])('from $iat on passes with a tolerance of $tolerance s: $passes', ({ tolerance, iat, passes }) => {
    const expected = { clockToleranceSeconds: tolerance, maxTokenAgeSeconds: 600 }
    const failure = ask(checkAge, { claims: { iat }, expected })
    expect(failure).toEqual(
      passes
        ? undefined
        : {
            code: 'token_too_old',
            claim: 'iat',
            hint: 'the token is older than the option "maxTokenAgeSeconds" allows'
          }
    )
  })

  test('is not limited without the option', () => {
    for (const iat of [0, undefined, 'soon']) expect(ask(checkAge, { claims: { iat } })).toBeUndefined()
  })

  test.each([undefined, null])('is unknown if iat is %s', (iat) => {
    expect(ask(checkAge, { claims: { iat }, expected: { maxTokenAgeSeconds: 600 } })).toEqual({
      code: 'claim_missing',
      claim: 'iat',
      hint: 'the option "maxTokenAgeSeconds" needs "iat" in every token'
    })
  })
})
