import { describe, expect, test } from 'vitest'
import type { AuthContext } from '../../src/index.ts'
import * as presets from '../../src/presets/index.ts'
import type { PresetOptions } from '../../src/presets/index.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { authenticateWith, type GivenToken } from './authenticate-with.ts'

const api = 'https://api.example.com'
const guid = '72f988bf-0000-4000-8000-2d7cd011db47'

describe('reads the claims that the product writes:', () => {
  test.each<[string, PresetOptions, object, Partial<AuthContext>]>([
    [
      'client roles of Keycloak, beside realm roles, for the named clients only',
      presets.keycloak({
        url: 'https://sso.example.com',
        realm: 'shop',
        audience: 'orders-api',
        clientRoles: ['orders-api']
      }),
      {
        azp: 'spa',
        realm_access: { roles: ['clerk'] },
        resource_access: { 'orders-api': { roles: ['admin'] }, other: { roles: ['owner'] } },
        roles: ['forged']
      },
      { clientId: 'spa', roles: ['clerk', 'admin'] }
    ],
    [
      'permissions of Auth0, apart from scopes',
      presets.auth0({ domain: 'acme.eu.auth0.com', audience: api }),
      { azp: 'c1', scope: 'read', permissions: ['write'] },
      { clientId: 'c1', scopes: ['read'], permissions: ['write'] }
    ],
    [
      'groups of Okta as roles',
      presets.okta({ domain: 'acme.okta.com', audience: api }),
      { cid: 'c1', scp: ['read'], groups: ['Clerks'] },
      { clientId: 'c1', scopes: ['read'], roles: ['Clerks'] }
    ],
    [
      'groups of Cognito as roles',
      presets.cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['c1'] }),
      { client_id: 'c1', token_use: 'access', 'cognito:groups': ['clerks'], scope: `${api}/read` },
      { clientId: 'c1', scopes: [`${api}/read`], roles: ['clerks'] }
    ],
    [
      'roles of the project of Zitadel, not those of the project that the client is in',
      presets.zitadel({ domain: 'acme.zitadel.cloud', projectId: '42' }),
      {
        client_id: 'c1',
        'urn:zitadel:iam:org:project:roles': { owner: { 1: 'acme.zitadel.cloud' } },
        'urn:zitadel:iam:org:project:42:roles': { clerk: { 1: 'acme.zitadel.cloud' } }
      },
      { roles: ['clerk'] }
    ],
    [
      'what Hydra wraps in "ext"',
      presets.hydra({ issuer: 'https://auth.example.com', audience: api }),
      { client_id: 'c1', scp: ['read'], ext: { roles: ['clerk'], permissions: ['p'] } },
      { scopes: ['read'], roles: ['clerk'], permissions: ['p'] }
    ],
    [
      'the scope list of IdentityServer',
      presets.duende({ authority: 'https://id.example.com', audience: 'orders' }),
      { client_id: 'c1', scope: ['openid', 'read'], role: 'clerk' },
      { scopes: ['openid', 'read'], roles: ['clerk'] }
    ],
    [
      'the client of Spring, which is its audience',
      presets.springAuthorizationServer({ issuer: 'https://auth.example.com', clientIds: ['c1'] }),
      { scope: ['read'] },
      { clientId: 'c1' }
    ],
    [
      'no client of Spring where the audience is real',
      presets.springAuthorizationServer({ issuer: 'https://auth.example.com', audience: api }),
      { scope: ['read'] },
      { clientId: '' }
    ],
    [
      'the organisation role of a session of Clerk, whose client is its origin',
      presets.clerk({
        frontendApiUrl: 'https://clerk.example.com',
        authorizedParties: ['https://app.example.com']
      }),
      { azp: 'https://app.example.com', sid: 's', o: { rol: 'admin' } },
      { clientId: 'https://app.example.com', roles: ['admin'] }
    ],
    [
      'permissions of PingOne, whose name has a dot',
      presets.pingone({ environmentId: guid, audience: api }),
      { client_id: 'c1', 'p1.permissions': ['orders:read'] },
      { permissions: ['orders:read'] }
    ],
    [
      'role and permissions of WorkOS',
      presets.workos({ clientId: 'client_1', audience: api }),
      { role: 'member', permissions: ['posts:read'] },
      { roles: ['member'], permissions: ['posts:read'] }
    ]
  ])('%s', async (_title, options, claims, expected) => {
    expect(await authenticateWith(options, { claims })).toMatchObject(expected)
  })
})

describe('an ID token is refused:', () => {
  const spring = presets.springAuthorizationServer({ issuer: 'https://auth.example.com', clientIds: ['c1'] })
  const fusionauth = presets.fusionauth({
    url: 'https://auth.example.com',
    issuer: 'acme.com',
    audience: 'c1'
  })
  const dex = presets.dex({ issuer: 'https://dex.example.com/dex', clientIds: ['c1'] })

  test.each<[string, PresetOptions, GivenToken]>([
    ['one of Spring, by its azp', spring, { claims: { azp: 'c1', sub: 'ada' } }],
    ['one of FusionAuth, though it has a scope', fusionauth, { claims: { at_hash: 'x', scope: 'openid' } }],
    [
      'one of Cognito, by its use',
      presets.cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['c1'], audience: 'c1' }),
      { claims: { token_use: 'id', 'cognito:username': 'ada' } }
    ],
    ['and an access token of Dex, which looks like one', dex, { claims: { at_hash: 'x', sub: 'ada' } }]
  ])('%s', async (_title, options, { claims = {} }) => {
    const refusal = await refusalOf(() => authenticateWith(options, { claims, header: { typ: 'JWT' } }))
    expect(['token_is_id_token', 'token_not_access_token']).toContain(refusal.code)
  })

  test('but not the one of Dex with dangerouslyAcceptIdTokens', async () => {
    const options = { ...dex, dangerouslyAcceptIdTokens: true }
    const token = { claims: { at_hash: 'x', sub: 'ada' }, header: { typ: 'JWT' } }
    expect(await authenticateWith(options, token)).toMatchObject({ subject: 'ada', clientId: 'c1' })
  })
})
