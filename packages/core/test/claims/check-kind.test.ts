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
    ...['id', 'refresh', 'ID_TOKEN', 'accessory', '', false, ['access'], {}].map((use) => ({
      token_use: use
    })),
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
    { events: null, htm: 'GET' }
  ])('is recognized by %j', (claims) => {
    const claim = Object.entries(claims).find(([, value]) => value !== undefined && value !== null)?.[0] ?? ''
    const failure = ask(checkKind, { claims })
    expect(failure).toMatchObject({ code: 'token_not_access_token', claim })
    expect(failure?.hint).toMatch(
      `its "${claim}" marks it as an ID, refresh, logout or other token: the client must send the access token`
    )
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
    ...['access', 'Access', 'access_token', 'ACCESS-TOKEN', 'AccessToken', null].map((use) => ({
      token_use: use
    })),
    { events: null, htm: null, code: null, error: null, sub: undefined },
    { code: 'x', state: null },
    { event: {} },
    { method: 'GET', uri: 'x' },
    { drn: 'DS' },
    { at_hash: 'x', c_hash: 'x', s_hash: 'x', nonce: 'x' }
  ])('is not recognized by %j', (claims) => {
    expect(ask(checkKind, { claims })).toBeUndefined()
  })

  test('is recognized with a scope, too', () => {
    expect(ask(checkKind, { claims: { typ: 'ID', scope: 'openid' } })?.code).toBe('token_not_access_token')
  })
})

describe('a claim of the application', () => {
  test.each([
    [{ events: ['x'] }, 'events'],
    [{ code: 'x', sub: undefined }, 'code'],
    [{ error: 'x', state: 'x' }, 'error'],
    [{ error: 'x', state: 'x' }, 'state']
  ])('%j passes only if the option allows %s, which the hint says', (claims, claim) => {
    const refused = ask(checkKind, { claims })
    expect(refused?.code).toBe('token_not_access_token')
    expect(refused?.hint).toContain(`set the option "applicationClaims": ["${String(refused?.claim)}"]`)
    expect(ask(checkKind, { claims, expected: { applicationClaims: [claim] } })).toBeUndefined()
    expect(ask(checkKind, { claims, expected: { applicationClaims: ['other'] } })).toEqual(refused)
  })

  test('that the option allows leaves other marks in place', () => {
    const expected = { applicationClaims: ['events', 'code', 'error', 'state'] }
    expect(ask(checkKind, { claims: { events: {}, htm: 'GET' }, expected })?.claim).toBe('htm')
    expect(ask(checkKind, { claims: { events: {}, typ: 'Logout' }, expected })?.claim).toBe('typ')
  })
})

const withoutScope = { scope: undefined }

describe('an ID token', () => {
  test.each([
    { claims: { at_hash: 'x' }, claim: 'at_hash' },
    { claims: { c_hash: 'x' }, claim: 'c_hash' },
    { claims: { s_hash: 'x' }, claim: 's_hash' },
    { claims: { nonce: 'x' }, claim: 'nonce' },
    { claims: { nonce: 'x', c_hash: 'x', at_hash: 'x' }, claim: 'at_hash' },
    { claims: { aud: 'client-1' }, claim: 'aud' },
    { claims: { aud: ['client-1'] }, claim: 'aud' },
    { claims: { aud: ['client-1', 'client-1'] }, claim: 'aud' },
    { claims: { client_id: undefined, azp: 'client-2', aud: 'client-2' }, claim: 'aud' },
    { claims: { client_id: undefined, appid: 'client-2', aud: 'client-2' }, claim: 'aud' },
    { claims: { scope: null, nonce: 'x' }, claim: 'nonce' },
    { claims: { client_id: undefined, azp: 'client-1', auth_time: 5 }, claim: 'azp' },
    { claims: { client_id: null, azp: 'client-1', auth_time: 5, typ: null }, claim: 'azp' }
  ])('is recognized by $claims without a scope', ({ claims, claim }) => {
    expect(ask(checkIdToken, { claims: { ...withoutScope, ...claims } })).toEqual({
      code: 'token_is_id_token',
      claim,
      hint: `it has "${claim}" and no scope, so it is an ID token: the client must send the access token`
    })
  })

  test.each([
    {},
    { aud: AUDIENCE },
    { aud: ['client-1', AUDIENCE] },
    { aud: [] },
    { aud: undefined },
    { client_id: undefined },
    { nonce: null, at_hash: null },
    { client_id: undefined, aud: undefined },
    { client_id: '', aud: '' },
    { client_id: 'client-2', azp: 'client-1', aud: 'client-1' },
    { azp: 'client-3', auth_time: 5, acr: '1', amr: ['pwd'], sid: 'x' },
    { client_id: undefined, azp: 'client-3', acr: '1', amr: ['pwd'] },
    { client_id: undefined, azp: 'client-3', sid: 'x', auth_time: null },
    { client_id: undefined, aud: undefined, azp: 'client-3', auth_time: 5 },
    { client_id: undefined, sid: 'x', auth_time: 5 },
    { client_id: undefined, azp: 'client-3', auth_time: 5, typ: 'Bearer' },
    { client_id: undefined, azp: 'client-3', auth_time: 5, token_use: 'access' }
  ])('is not recognized by %j', (claims) => {
    expect(ask(checkIdToken, { claims: { ...withoutScope, ...claims } })).toBeUndefined()
  })

  test.each([{ scope: '' }, { scope: 'openid' }, { scp: [] }, { scp: 'read' }])(
    'has no scope: a token with %j is not an ID token',
    (claims) => {
      const marks = { nonce: 'x', at_hash: 'x', aud: 'client-1' }
      expect(ask(checkIdToken, { claims: { ...withoutScope, ...marks, ...claims } })).toBeUndefined()
    }
  )

  test('is searched for scopes in the claims of the options', () => {
    const claims = { scope: 'read', nonce: 'x', auth: { scopes: ['read'] } }
    const expected = { scopeClaims: [['auth', 'scopes']] }
    expect(ask(checkIdToken, { claims, expected })).toBeUndefined()
    expect(ask(checkIdToken, { claims: { ...claims, auth: {} }, expected })?.code).toBe('token_is_id_token')
  })

  test.each(['at+jwt', 'AT+JWT', 'application/at+jwt'])('is not one if the header has the type %s', (typ) => {
    const claims = { ...withoutScope, nonce: 'x', aud: 'client-1' }
    expect(ask(checkIdToken, { claims, header: { alg: 'RS256', typ } })).toBeUndefined()
    expect(ask(checkIdToken, { claims, header: { alg: 'RS256' } })?.code).toBe('token_is_id_token')
    expect(ask(checkIdToken, { claims, header: { alg: 'RS256', typ: 'JWT' } })?.code).toBe(
      'token_is_id_token'
    )
  })

  test('is accepted with dangerouslyAcceptIdTokens', () => {
    const claims = { ...withoutScope, nonce: 'x', at_hash: 'x', aud: 'client-1' }
    expect(ask(checkIdToken, { claims, expected: { dangerouslyAcceptIdTokens: true } })).toBeUndefined()
  })
})
