import { describe, expect, test } from 'vitest'
import { checkIdToken, checkIdTokenClaims } from '../../src/claims/check-id-token.ts'
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
      expected: { idTokenMarkers: marks }
    })
    expect(failure).toMatchObject({ code: 'token_is_id_token', claim })
    expect(failure?.hint).toContain('must send the access token')
  })

  test.each([
    ['nothing of the kind is configured', { at_hash: 'x' }, { idTokenMarkers: [] }],
    ['the token has none of them', { nonce: 'x' }, { idTokenMarkers: marks }],
    ['the token has null in it', { at_hash: null }, { idTokenMarkers: marks }],
    ['ID tokens are accepted', { at_hash: 'x' }, { idTokenMarkers: marks, dangerouslyAcceptIdTokens: true }]
  ])('marks nothing if %s', (_title, claims, expected) => {
    expect(ask(checkIdTokenClaims, { claims, expected })).toBeUndefined()
  })
})

describe('a claim that only access tokens of an issuer have', () => {
  const expected = { accessTokenMarkers: ['azp', ['app', 'id']] }
  const idToken = { scope: undefined, nonce: undefined, aud: 'client-1' }

  test.each([
    { roles: ['admin'] },
    { scope: 'read' },
    { azp: undefined, app: {} },
    { azp: null, at_hash: 'x' },
    { client_id: 'client-2' }
  ])('is missing in an ID token, whatever else is in it: %j', (claims) => {
    const failure = ask(checkIdToken, { claims: { ...idToken, ...claims }, expected })
    expect(failure).toMatchObject({ code: 'token_is_id_token', claim: 'azp or app.id' })
    expect(failure?.hint).toContain('access tokens of this issuer have "azp" or "app.id"')
  })

  test.each([{ azp: 'client-1' }, { app: { id: 'client-1' }, nonce: 'x' }])(
    'marks an access token, although it looks like an ID token: %j',
    (claims) => {
      expect(ask(checkIdToken, { claims: { ...idToken, ...claims }, expected })).toBeUndefined()
    }
  )

  test('is not required if ID tokens are accepted, or if the header has the type at+jwt', () => {
    expect(
      ask(checkIdToken, { claims: idToken, expected: { ...expected, dangerouslyAcceptIdTokens: true } })
    ).toBeUndefined()
    const header = { alg: 'RS256', typ: 'at+jwt' }
    expect(ask(checkIdToken, { claims: idToken, header, expected })).toBeUndefined()
  })
})

describe('a token for the client itself', () => {
  const claims = { scope: undefined, aud: 'client-1', client_id: undefined }
  const clientIdClaims = ['client_id', 'aud']

  test('is an ID token without another mark', () => {
    expect(ask(checkIdToken, { claims, expected: { clientIdClaims } })?.code).toBe('token_is_id_token')
  })

  test('is not an ID token if the client is read from "aud" and ID tokens have their own marks', () => {
    const expected = { clientIdClaims, idTokenMarkers: ['azp'] }
    expect(ask(checkIdToken, { claims, expected })).toBeUndefined()
    expect(ask(checkIdToken, { claims: { ...claims, client_id: 'client-1' }, expected })?.code).toBe(
      'token_is_id_token'
    )
    expect(ask(checkIdToken, { claims: { ...claims, nonce: 'x' }, expected })?.code).toBe('token_is_id_token')
  })
})
