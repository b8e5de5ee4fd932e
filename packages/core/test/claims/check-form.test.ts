import { describe, expect, test } from 'vitest'
import { checkRequired, checkSubject } from '../../src/claims/check-form.ts'
import { ask } from '../support/expectations.ts'

describe('sub', () => {
  test.each([{ sub: 'alice' }, { sub: '' }, { sub: null }, { sub: undefined }])('may be $sub', (claims) => {
    expect(ask(checkSubject, { claims })).toBeUndefined()
  })

  test.each([{ sub: 5 }, { sub: true }, { sub: ['alice'] }, { sub: {} }])(
    'is malformed as $sub',
    (claims) => {
      expect(ask(checkSubject, { claims })).toEqual({
        code: 'claim_malformed',
        claim: 'sub',
        hint: '"sub" must be a string'
      })
    }
  )
})

describe('the claims that RFC 9068 section 2.2 requires', () => {
  test('may all be there', () => {
    expect(ask(checkRequired)).toBeUndefined()
  })

  test.each(
    ['iat', 'sub', 'client_id', 'jti'].flatMap((claim) =>
      [undefined, null].map((value) => ({ claim, value }))
    )
  )('must have $claim, which $value is not', ({ claim, value }) => {
    expect(ask(checkRequired, { claims: { [claim]: value } })).toEqual({
      code: 'claim_missing',
      claim,
      hint: `profile "rfc9068" requires "${claim}": use profile "jwt" if the authorization server omits it`
    })
  })

  test.each(
    ['sub', 'client_id', 'jti'].flatMap((claim) =>
      ['', 5, true, ['a'], {}].map((value) => ({ claim, value }))
    )
  )('must not have $value as $claim', ({ claim, value }) => {
    expect(ask(checkRequired, { claims: { [claim]: value } })).toEqual({
      code: 'claim_malformed',
      claim,
      hint: `"${claim}" must be a string`
    })
  })

  test('leave the form of iat to the check of iat', () => {
    expect(ask(checkRequired, { claims: { iat: 'soon' } })).toBeUndefined()
  })
})
