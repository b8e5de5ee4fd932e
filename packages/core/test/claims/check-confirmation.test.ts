import { describe, expect, test } from 'vitest'
import { checkBound, checkConfirmation } from '../../src/claims/check-confirmation.ts'
import { ask } from '../support/expectations.ts'

const DIGEST = 'd'.repeat(43)
const both = new Set(['jkt', 'x5t#S256'])

describe('cnf', () => {
  test.each([{ jkt: DIGEST }, { 'x5t#S256': DIGEST }, {}, { foo: 1 }, false, 'x', []])(
    'as %j is refused if the resource verifies no binding',
    (cnf) => {
      const failure = ask(checkConfirmation, { claims: { cnf } })
      expect(failure).toMatchObject({ code: 'confirmation_unsupported', claim: 'cnf' })
    }
  )

  test.each([
    { cnf: { jkt: DIGEST }, hint: /^the token is bound to a key \(DPoP\): set the option "dpop"/u },
    {
      cnf: { 'x5t#S256': DIGEST },
      hint: /^the token is bound to a client certificate: set the option "mutualTls"/u
    },
    { cnf: { jkt: 'short' }, hint: /^the token has a "cnf" that Portcullis cannot verify/u }
  ])('as $cnf has a hint about what to set', ({ cnf, hint }) => {
    expect(ask(checkConfirmation, { claims: { cnf } })?.hint).toMatch(hint)
  })

  test.each([
    { jkt: DIGEST },
    { 'x5t#S256': DIGEST },
    { jkt: DIGEST, 'x5t#S256': DIGEST },
    { jkt: DIGEST, 'kc-jkt-type': 'DPoP' }
  ])('as %j passes if the resource verifies both bindings', (cnf) => {
    expect(ask(checkConfirmation, { claims: { cnf }, expected: { confirmable: both } })).toBeUndefined()
  })

  test.each([{ foo: 1 }, {}, { jkt: 'short' }, { jkt: DIGEST, 'x5t#S256': 'short' }, 'x'])(
    'as %j is refused even if the resource verifies both bindings',
    (cnf) => {
      const failure = ask(checkConfirmation, { claims: { cnf }, expected: { confirmable: both } })
      expect(failure?.code).toBe('confirmation_unsupported')
    }
  )

  test('with both members is refused if the resource verifies only one', () => {
    const claims = { cnf: { jkt: DIGEST, 'x5t#S256': DIGEST } }
    for (const method of both) {
      expect(ask(checkConfirmation, { claims, expected: { confirmable: new Set([method]) } })?.code).toBe(
        'confirmation_unsupported'
      )
    }
  })

  test('that is missing or null binds nothing', () => {
    expect(ask(checkConfirmation)).toBeUndefined()
    expect(ask(checkConfirmation, { claims: { cnf: null } })).toBeUndefined()
  })
})

describe('a token that calls itself DPoP', () => {
  test.each([
    { token_type: 'DPoP' },
    { token_type: 'dpop' },
    { typ: 'DPoP' },
    { typ: 'Bearer', token_type: 'DPoP' },
    { typ: 'DPoP', cnf: null }
  ])('is refused with %j, since no key is named', (claims) => {
    const failure = ask(checkConfirmation, { claims, expected: { confirmable: both } })
    expect(failure).toMatchObject({ code: 'confirmation_unsupported', claim: 'cnf' })
    expect(failure?.hint).toMatch(/names no key \("cnf\.jkt"\)/u)
  })

  test.each([
    { token_type: 'DPoP', cnf: { jkt: DIGEST } },
    { typ: 'DPoP', cnf: { jkt: DIGEST, 'x5t#S256': DIGEST } },
    // Auth0 calls certificate-bound tokens DPoP, too: the certificate confirms them.
    { token_type: 'DPoP', cnf: { 'x5t#S256': DIGEST } },
    { token_type: 'Bearer', typ: 'Bearer' },
    { token_type: ['DPoP'], typ: 1 }
  ])('passes with %j, as bound or as a bearer token', (claims) => {
    expect(ask(checkConfirmation, { claims, expected: { confirmable: both } })).toBeUndefined()
  })
})

describe('a token that must be bound', () => {
  test.each([undefined, null])('is refused with the cnf %j', (cnf) => {
    expect(ask(checkBound, { claims: { cnf } })).toMatchObject({ code: 'token_not_bound', claim: 'cnf' })
  })

  test('passes with a cnf', () => {
    expect(ask(checkBound, { claims: { cnf: { jkt: DIGEST } } })).toBeUndefined()
  })
})
