import { describe, expect, test } from 'vitest'
import { checkIdTokenClaims } from '../../src/claims/check-kind.ts'
import { ask } from '../support/expectations.ts'

const marks = ['at_hash', ['urn:example', 'id']]

describe('a claim that only ID tokens of an issuer have', () => {
  test.each([
    ['at the top', { at_hash: 'x' }, 'at_hash'],
    ['inside another', { 'urn:example': { id: false } }, 'urn:example.id']
  ])('%s marks a token as one, though it has a scope', (_title, claims, claim) => {
    const failure = ask(checkIdTokenClaims, {
      claims: { ...claims, scope: 'read' },
      header: { alg: 'RS256', typ: 'at+jwt' },
      expected: { idTokenClaims: marks }
    })
    expect(failure).toMatchObject({ code: 'id_token', claim })
    expect(failure?.hint).toContain('must send the access token')
  })

  test.each([
    ['nothing of the kind is configured', { at_hash: 'x' }, { idTokenClaims: [] }],
    ['the token has none of them', { nonce: 'x' }, { idTokenClaims: marks }],
    ['ID tokens are accepted', { at_hash: 'x' }, { idTokenClaims: marks, acceptIdTokens: true }]
  ])('does not, where %s', (_title, claims, expected) => {
    expect(ask(checkIdTokenClaims, { claims, expected })).toBeUndefined()
  })
})
