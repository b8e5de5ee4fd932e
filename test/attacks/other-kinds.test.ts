import { verifies } from '../requirements.ts'
import { accessToken, audience, nowSeconds, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const scopeless = { scope: undefined, client_id: undefined }

/** An authorization response as a JWT (JARM) has the claims `iss`, `aud` and `exp`, and what it answers. */
const response = { ...scopeless, sub: undefined, iat: undefined, jti: undefined }

interface Kind {
  header?: object
  claims: object
}

const logoutEvent = { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }

/** JWTs that an authorization server signs with the keys of its access tokens, and for our audience at that. */
const kinds: Record<string, Kind> = {
  'an ID token by the type of Keycloak': { claims: { typ: 'ID' } },
  'an ID token by the token_use of Cognito': { claims: { token_use: 'id' } },
  'an ID token by nonce': { header: { typ: 'JWT' }, claims: { ...scopeless, nonce: 'n' } },
  'an ID token by at_hash': { header: { typ: undefined }, claims: { ...scopeless, at_hash: 'h' } },
  'an ID token by c_hash': { header: { typ: 'JWT' }, claims: { ...scopeless, c_hash: 'h' } },
  'an ID token by at_hash, with a client id': {
    header: { typ: 'JWT' },
    claims: { scope: undefined, at_hash: 'h' }
  },
  'an ID token whose audience is the client itself': {
    header: { typ: 'JWT' },
    claims: { ...scopeless, azp: audience }
  },
  'an ID token for this API whose client is its azp, by the time of the login': {
    header: { typ: 'JWT' },
    claims: { ...scopeless, azp: 'spa', auth_time: 1 }
  },
  'an ID token by nonce, with a scope that is null': {
    header: { typ: 'JWT' },
    claims: { ...scopeless, scope: null, nonce: 'n' }
  },
  'an ID token by a token_use in capitals': { claims: { token_use: 'ID_TOKEN' } },
  'an ID token of an explicit type': { header: { typ: 'id+jwt' }, claims: {} },
  'a refresh token of Keycloak': { claims: { typ: 'Refresh' } },
  'an offline token of Keycloak': { claims: { typ: 'Offline' } },
  'a refresh token of PingAM': {
    header: { typ: 'JWT' },
    claims: { tokenName: 'refresh_token', grant_type: 'x' }
  },
  'a refresh token of Casdoor': { header: { typ: 'JWT' }, claims: { tokenType: 'refresh-token' } },
  'a refresh token by token_type': {
    header: { typ: undefined },
    claims: { ...scopeless, token_type: 'refresh' }
  },
  'an ID token of Curity': { header: { typ: 'JWT' }, claims: { ...scopeless, purpose: 'id' } },
  'an ID token by s_hash': { header: { typ: 'JWT' }, claims: { ...scopeless, s_hash: 'h' } },
  'an ID token of backchannel authentication': {
    claims: { 'urn:openid:params:jwt:claim:auth_req_id': '1c266114-a1be-4252-8ad1-04986c5b9ac1' }
  },
  'a refresh token of an explicit type': { header: { typ: 'rt+jwt' }, claims: {} },
  'a logout token of an explicit type': { header: { typ: 'logout+jwt' }, claims: logoutEvent },
  'a logout token of Keycloak': {
    header: { typ: 'JWT' },
    claims: { ...scopeless, typ: 'Logout', ...logoutEvent }
  },
  'a logout token without a type': { header: { typ: undefined }, claims: { ...scopeless, ...logoutEvent } },
  'a security event token': { header: { typ: 'secevent+jwt' }, claims: { events: {} } },
  'a security event token of a full type': {
    header: { typ: 'application/secevent+jwt' },
    claims: { events: {} }
  },
  'a DPoP proof': { header: { typ: 'dpop+jwt' }, claims: { htm: 'GET', htu: audience } },
  'a DPoP proof in capitals': { header: { typ: 'DPoP+JWT' }, claims: { htm: 'GET', htu: audience } },
  'an introspection answer': {
    header: { typ: 'token-introspection+jwt' },
    claims: { token_introspection: { active: true } }
  },
  'a status list token': {
    header: { typ: 'statuslist+jwt' },
    claims: { status_list: { bits: 1, lst: 'eA' } }
  },
  'an authorization response with a code': { header: { typ: undefined }, claims: { ...response, code: 'c' } },
  'an authorization response with a code and a state': {
    header: { typ: 'JWT' },
    claims: { ...response, code: 'c', state: 's' }
  },
  'an authorization response with an error': {
    header: { typ: undefined },
    claims: { ...response, error: 'access_denied', state: 's' }
  },
  'an authorization response with an error, to a request without a state': {
    header: { typ: undefined },
    claims: { ...response, error: 'access_denied' }
  },
  'an authorization response with tokens': {
    header: { typ: undefined },
    claims: {
      ...response,
      access_token: 't',
      id_token: 't',
      token_type: 'bearer',
      scope: 'write',
      state: 's'
    }
  },
  'an authorization request': { header: { typ: 'oauth-authz-req+jwt' }, claims: { response_type: 'code' } },
  'a client assertion of an explicit type': {
    header: { typ: 'client-authentication+jwt' },
    claims: { iss: 'spa', sub: 'spa' }
  },
  'a client assertion': { header: { typ: 'JWT' }, claims: { iss: 'spa', sub: 'spa' } },
  'a token of the organisation server of Okta': {
    header: { typ: 'application/okta-internal-at+jwt' },
    claims: {}
  },
  'a verifiable credential': { header: { typ: 'vc+sd-jwt' }, claims: {} },
  'a nested JWS': { header: { typ: 'JOSE' }, claims: {} },
  'a type with a parameter': { header: { typ: 'at+jwt;x=1' }, claims: {} },
  'a type with a space': { header: { typ: 'at+jwt ' }, claims: {} },
  'a type that is a number': { header: { typ: 1 }, claims: {} },
  'a type that is an array': { header: { typ: ['at+jwt'] }, claims: {} },
  'a token bound by DPoP': { claims: { cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } } },
  'a token bound to a certificate': {
    claims: { cnf: { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' } }
  },
  'a token bound in an unknown way': { claims: { cnf: { foo: 1 } } },
  'a token with an empty binding': { claims: { cnf: {} } }
}

const refused: readonly Attack[] = Object.entries(kinds).map(([name, { header, claims }]) => ({
  title: `${verifies('J-25', 'RFC 8725 section 3.12: no access token is')} ${name}`,
  token: () => tokenOf({ header: validHeader(header), payload: validClaims(claims) })
}))

const accepted: readonly Attack[] = [
  ...['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/AT+JWT', 'JWT', 'jwt', undefined].map((typ) => ({
    title: `${verifies('J-26', 'RFC 7515 section 4.1.9: a type of access tokens is')} ${typ}`,
    token: () => tokenOf({ header: validHeader({ typ }) }),
    answer: 'served' as const
  })),
  {
    title: 'nonce in a token that has a scope, as older Keycloak sends it',
    token: () => tokenOf({ header: validHeader({ typ: 'JWT' }), payload: validClaims({ nonce: 'n' }) }),
    answer: 'served'
  },
  {
    title: 'at_hash in a token that says it is an access token',
    token: () => accessToken({ scope: undefined, at_hash: 'h' }),
    answer: 'served'
  },
  ...['access', 'Access', 'access_token', 'ACCESS-TOKEN'].map((use) => ({
    title: `a token_use of access tokens, ${use}`,
    token: () => accessToken({ token_use: use }),
    answer: 'served' as const
  })),
  {
    title: 'azp and auth_time in a token without a scope that names its kind, as Keycloak sends it',
    token: () =>
      tokenOf({
        header: validHeader({ typ: 'JWT' }),
        payload: validClaims({ ...scopeless, azp: 'spa', auth_time: 1, sid: 's', typ: 'Bearer' })
      }),
    answer: 'served'
  },
  {
    title: 'azp and a session in a token without a scope, as Clerk sends it',
    token: () =>
      tokenOf({
        header: validHeader({ typ: 'JWT' }),
        payload: validClaims({ ...scopeless, azp: 'spa', sid: 's' })
      }),
    answer: 'served'
  },
  {
    title: 'the type that Keycloak gives an access token',
    token: () => accessToken({ typ: 'Bearer' }),
    answer: 'served'
  },
  ...[{ tokenName: 'access_token' }, { tokenType: 'access-token' }, { purpose: 'access_token' }].map(
    (claims) => ({
      title: `the kind that its server gives an access token, ${JSON.stringify(claims)}`,
      token: () => accessToken({ ...claims, token_type: 'Bearer' }),
      answer: 'served' as const
    })
  ),
  {
    title: 'a code and an error of an access token that has a subject',
    token: () => accessToken({ code: 'DE', error: 'none' }),
    answer: 'served'
  },
  {
    title: 'the use that Cognito gives an access token',
    token: () => accessToken({ token_use: 'access' }),
    answer: 'served'
  },
  {
    title: verifies('T-13', 'RFC 9068 section 5: the key that also signs ID tokens signs an access token'),
    token: () => accessToken({ iat: nowSeconds() - 1 }),
    answer: 'served'
  }
]

describeAttacks([...refused, ...accepted])
