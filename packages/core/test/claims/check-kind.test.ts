import { describe, expect, test } from 'vitest'
import { checkIdToken } from '../../src/claims/check-id-token.ts'
import { checkKind } from '../../src/claims/check-kind.ts'
import { ask } from '../support/expectations.ts'
import { AUDIENCE } from '../support/test-token.ts'

describe('a token of another kind', () => {
  test.each([
    ...['ID', 'id', 'Refresh', 'Offline', 'Logout', 'LOGOUT', 'dpop+jwt'].map((typ) => ({ typ })),
    ...['refresh', 'refresh_token', 'refresh-token', 'RefreshToken', 'Refresh Token'].map((typ) => ({ typ })),
    { tokenName: 'refresh_token' },
    { tokenName: 'id_token', tokenType: 'JWTToken' },
    { tokenType: 'refresh-token' },
    { token_type: 'refresh' },
    { purpose: 'id' },
    ...['id', 'refresh', 'Access', '', null, false, ['access'], {}].map((use) => ({ token_use: use })),
    { events: {} },
    { htm: 'GET' },
    { htu: 'https://api.example.test/' },
    { token_introspection: { active: true } },
    { status_list: { bits: 1 } },
    { drn: 'DSR' },
    { access_token: '2YotnFZFEjr1zCsicMWpAA', scope: 'write', state: 'x' },
    { id_token: 'x' },
    { 'urn:openid:params:jwt:claim:auth_req_id': 'x' },
    { code: 'x', sub: undefined },
    { code: 'x', state: 'x' },
    { error: 'access_denied', sub: undefined },
    { error: 'access_denied', error_description: 'x', state: 'x' },
    { events: undefined, htm: null }
  ])('is known by %j', (claims) => {
    const claim = Object.entries(claims).find(([, value]) => value !== undefined)?.[0] ?? ''
    expect(ask(checkKind, { claims })).toEqual({
      code: 'token_not_access_token',
      claim,
      hint: `by its "${claim}" this is not an access token but an ID, refresh, logout or other token: the client must send the access token`
    })
  })

  test.each([
    {},
    { typ: 'Bearer' },
    { typ: 'at+jwt' },
    { typ: 'identity' },
    { typ: 5 },
    { typ: ['ID'] },
    { typ: null },
    { typ: '' },
    { typ: 'token' },
    ...['Bearer', 'bearer', 'DPoP', 'access', 'access_token', 'access-token', 'mac', 'N_A'].flatMap(
      (name) => [{ tokenName: name }, { tokenType: name }, { token_type: name }, { purpose: name }]
    ),
    { purpose: ['id'], tokenType: 1, token_type: null },
    { refresh: 'refresh_token', kind: 'id' },
    { code: 'x', error: 'x' },
    { state: 'CA', sub: undefined },
    { token_use: 'access' },
    { event: {} },
    { method: 'GET', uri: 'x' },
    { drn: 'DS' },
    { at_hash: 'x', c_hash: 'x', s_hash: 'x', nonce: 'x' }
  ])('is not known by %j', (claims) => {
    expect(ask(checkKind, { claims })).toBeUndefined()
  })

  test('is known with a scope, too', () => {
    expect(ask(checkKind, { claims: { typ: 'ID', scope: 'openid' } })?.code).toBe('token_not_access_token')
  })
})

const withoutScope = { scope: undefined }

describe('an ID token', () => {
  test.each([
    { claims: { at_hash: 'x' }, claim: 'at_hash' },
    { claims: { c_hash: 'x' }, claim: 'c_hash' },
    { claims: { s_hash: 'x' }, claim: 's_hash' },
    { claims: { nonce: 'x' }, claim: 'nonce' },
    { claims: { nonce: null }, claim: 'nonce' },
    { claims: { nonce: 'x', c_hash: 'x', at_hash: 'x' }, claim: 'at_hash' },
    { claims: { aud: 'client-1' }, claim: 'aud' },
    { claims: { aud: ['client-1'] }, claim: 'aud' },
    { claims: { aud: ['client-1', 'client-1'] }, claim: 'aud' },
    { claims: { client_id: undefined, azp: 'client-2', aud: 'client-2' }, claim: 'aud' },
    { claims: { client_id: undefined, appid: 'client-2', aud: 'client-2' }, claim: 'aud' }
  ])('is known by $claims, where there is no scope', ({ claims, claim }) => {
    expect(ask(checkIdToken, { claims: { ...withoutScope, ...claims } })).toEqual({
      code: 'token_is_id_token',
      claim,
      hint: `by its "${claim}" and without a scope this is an ID token: the client must send the access token`
    })
  })

  test.each([
    {},
    { aud: AUDIENCE },
    { aud: ['client-1', AUDIENCE] },
    { aud: [] },
    { aud: undefined },
    { client_id: undefined },
    { client_id: undefined, aud: undefined },
    { client_id: '', aud: '' },
    { client_id: 'client-2', azp: 'client-1', aud: 'client-1' },
    { azp: 'client-3', auth_time: 5, acr: '1', amr: ['pwd'], sid: 'x' }
  ])('is not known by %j', (claims) => {
    expect(ask(checkIdToken, { claims: { ...withoutScope, ...claims } })).toBeUndefined()
  })

  test.each([{ scope: '' }, { scope: 'openid' }, { scp: [] }, { scp: 'read' }, { scope: null }])(
    'has no scope, which %j is, whatever its value',
    (claims) => {
      const marks = { nonce: 'x', at_hash: 'x', aud: 'client-1' }
      expect(ask(checkIdToken, { claims: { ...withoutScope, ...marks, ...claims } })).toBeUndefined()
    }
  )

  test('is looked at for scopes where the options say', () => {
    const claims = { scope: 'read', nonce: 'x', auth: { scopes: ['read'] } }
    const expected = { scopeClaims: [['auth', 'scopes']] }
    expect(ask(checkIdToken, { claims, expected })).toBeUndefined()
    expect(ask(checkIdToken, { claims: { ...claims, auth: {} }, expected })?.code).toBe('token_is_id_token')
  })

  test.each(['at+jwt', 'AT+JWT', 'application/at+jwt'])('is none where the header says %s', (typ) => {
    const claims = { ...withoutScope, nonce: 'x', aud: 'client-1' }
    expect(ask(checkIdToken, { claims, header: { alg: 'RS256', typ } })).toBeUndefined()
    expect(ask(checkIdToken, { claims, header: { alg: 'RS256' } })?.code).toBe('token_is_id_token')
    expect(ask(checkIdToken, { claims, header: { alg: 'RS256', typ: 'JWT' } })?.code).toBe(
      'token_is_id_token'
    )
  })

  test('is accepted where that is asked for', () => {
    const claims = { ...withoutScope, nonce: 'x', at_hash: 'x', aud: 'client-1' }
    expect(ask(checkIdToken, { claims, expected: { acceptIdTokens: true } })).toBeUndefined()
  })
})
