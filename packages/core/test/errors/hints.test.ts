import { describe, expect, test } from 'vitest'
import { mergeHints, withChallenge, withHint } from '../../src/errors/hints.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'

describe('a hint for a reason code', () => {
  test('is added to the hint that the refusal has', () => {
    const refusal = new ProtectedResourceError('token_opaque', { hint: 'it is not a JWT' })
    const better = withHint(refusal, { token_opaque: 'ask for an audience' })
    expect(better).toMatchObject({ code: 'token_opaque', hint: 'it is not a JWT; ask for an audience' })
  })

  test('is the only one if the refusal has none', () => {
    const refusal = new ProtectedResourceError('token_revoked')
    expect(withHint(refusal, { token_revoked: 'sign in again' })).toMatchObject({ hint: 'sign in again' })
  })

  test('leaves the refusal itself as it is, and everything else in the new one', () => {
    const details = { hint: 'a', cause: { claim: 'aud' }, challenge: { scope: ['b'] }, retryAfterSeconds: 5 }
    const refusal = new ProtectedResourceError('jwks_unreachable', details)
    expect(withHint(refusal, { jwks_unreachable: 'c' })).toMatchObject({ ...details, hint: 'a; c' })
    expect(refusal.hint).toBe('a')
  })

  test.each([
    ['a refusal for another reason', new ProtectedResourceError('token_opaque')],
    ['an error of the application', new TypeError('oops')],
    ['what is no error at all', 'oops']
  ])('changes nothing about %s', (_title, error) => {
    expect(withHint(error, { token_expired: 'a' })).toBe(error)
  })
})

describe('withChallenge', () => {
  test('adds parameters in a new refusal, and leaves the refusal itself as it is', () => {
    const refusal = new ProtectedResourceError('token_expired', { hint: 'a', challenge: { scope: ['b'] } })
    const added = withChallenge(refusal, { scheme: 'DPoP' })
    expect(added).toMatchObject({
      code: 'token_expired',
      hint: 'a',
      challenge: { scope: ['b'], scheme: 'DPoP' }
    })
    expect(refusal.challenge).toEqual({ scope: ['b'] })
  })

  test.each([new TypeError('oops'), 'oops', undefined])('changes nothing about %s', (error) => {
    expect(withChallenge(error, { scheme: 'DPoP' })).toBe(error)
  })
})

describe('the hints of several issuers', () => {
  test('are put together by reason, each text once', () => {
    const merged = mergeHints([
      { token_opaque: 'a', token_is_id_token: 'c' },
      { token_opaque: 'b' },
      { token_opaque: 'a' }
    ])
    expect(merged).toEqual({ token_opaque: 'a; b', token_is_id_token: 'c' })
  })

  test('are empty if no issuer has any', () => {
    expect(mergeHints([{}, {}])).toEqual({})
  })
})
