import { describe, expect, test } from 'vitest'
import * as presets from '../../src/presets/index.ts'
import type { PresetOptions } from '../../src/presets/index.ts'
import { authenticateWith, type GivenToken } from './authenticate-with.ts'

const api = 'https://api.example.com'
const guid = '72f988bf-0000-4000-8000-2d7cd011db47'
const keycloak = presets.keycloak({ url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' })
const auth0 = presets.auth0({ domain: 'acme.eu.auth0.com', audience: api })
const okta = presets.okta({ domain: 'acme.okta.com', audience: api })
const entra = presets.entra({ tenantId: guid, audience: guid })
const cognito = presets.cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['c1'] })
const google = presets.googleIdToken({ audience: api })
const supabase = presets.supabase({ url: 'https://abcdefgh.supabase.co' })
const clerk = presets.clerk({ frontendApiUrl: 'https://clerk.example.com', audience: api })
const logto = presets.logto({ endpoint: 'https://acme.logto.app', audience: api })
const provider = presets.nodeOidcProvider({ issuer: 'https://auth.example.com', audience: api })
const hydra = presets.hydra({ issuer: 'https://auth.example.com', audience: api })
const duende = presets.duende({ authority: 'https://id.example.com', audience: 'orders' })
const authelia = presets.authelia({ url: 'https://auth.example.com', audience: api })
const pingone = presets.pingone({ environmentId: guid, audience: api })
const spring = presets.springAuthorizationServer({ issuer: 'https://auth.example.com', clientIds: ['c1'] })
const fusionauth = presets.fusionauth({ url: 'https://auth.example.com', issuer: 'acme.com', audience: guid })
const kinde = presets.kinde({ domain: 'acme.kinde.com', audience: api })
const stytch = presets.stytch({ projectId: 'project-live-1111' })
const stytchB2b = presets.stytch({ projectId: 'project-live-1111', product: 'b2b' })
const workos = presets.workos({ clientId: 'client_1', audience: api })

const rfc9068 = { client_id: 'c1', jti: 'j', scope: 'read' }
const serviceAccount = { client_id: 'worker', preferred_username: 'service-account-worker', azp: 'worker' }

type Row = readonly [string, PresetOptions, GivenToken]

describe('a machine is recognised:', () => {
  test.each<Row>([
    ['a service account of Keycloak', keycloak, { claims: serviceAccount }],
    ['one with a refresh token, which has a session', keycloak, { claims: { ...serviceAccount, sid: 's' } }],
    ['one without the scope "profile"', keycloak, { claims: { client_id: 'worker' } }],
    ['client credentials at Auth0', auth0, { claims: { gty: 'client-credentials', azp: 'c1' } }],
    ['the same in the RFC 9068 profile', auth0, { claims: { sub: 'c1@clients', client_id: 'c1' } }],
    ['client credentials at Okta', okta, { claims: { sub: 'c1', cid: 'c1', scp: ['read'] } }],
    ['an app of Entra ID', entra, { claims: { sub: 'o1', oid: 'o1', roles: ['Read.All'] } }],
    ['an app of Entra ID that says so', entra, { claims: { idtyp: 'app', sub: 'o1', oid: 'o2' } }],
    ['client credentials at Cognito', cognito, { claims: { sub: 'c1', client_id: 'c1' } }],
    [
      'a service account of Google',
      google,
      { claims: { email: 'job@acme.iam.gserviceaccount.com', email_verified: true } }
    ],
    ['the service role of Supabase', supabase, { claims: { role: 'service_role' } }],
    ['a machine of Clerk', clerk, { claims: { sub: 'mch_1' } }],
    ['an app of Logto', logto, { claims: { ...rfc9068, sub: 'c1' } }],
    ['a client of oidc-provider', provider, { claims: { ...rfc9068, sub: 'c1' } }],
    ['a client of Hydra', hydra, { claims: { sub: 'c1', client_id: 'c1' } }],
    ['a client of IdentityServer', duende, { claims: { client_id: 'c1' } }],
    ['a client of Authelia', authelia, { claims: { sub: 'c1', client_id: 'c1' } }],
    ['a worker of PingOne', pingone, { claims: { client_id: 'c1' } }],
    ['a client of Spring', spring, { claims: { sub: 'c1', scope: ['read'] } }],
    [
      'an entity of FusionAuth',
      fusionauth,
      { claims: { sub: 'e1' }, header: { gty: ['client_credentials'] } }
    ],
    ['the same from version 1.60 on', fusionauth, { claims: { sub: 'e1', gty: ['client_credentials'] } }],
    ['an M2M application of Kinde', kinde, { claims: { gty: ['client_credentials'], azp: 'c1' } }],
    ['an M2M client of Stytch', stytch, { claims: { sub: 'm2m-client-live-1' } }],
    ['a client of WorkOS Connect', workos, { claims: { sub: 'client_1' } }]
  ])('%s', async (_title, options, token) => {
    expect((await authenticateWith(options, token)).isMachine).toBe(true)
  })
})

describe('a user is recognised:', () => {
  test.each<Row>([
    ['at Keycloak', keycloak, { claims: { sub: 'u1', azp: 'spa', sid: 's', preferred_username: 'ada' } }],
    [
      'at Keycloak, one who took the name of a service account',
      keycloak,
      { claims: { sub: 'u1', azp: 'spa', sid: 's', preferred_username: 'service-account-spa' } }
    ],
    ['at Auth0', auth0, { claims: { sub: 'auth0|1', azp: 'c1', scope: 'read' } }],
    ['at Auth0, one with an odd id', auth0, { claims: { sub: 'auth0|c1@clients', azp: 'c1' } }],
    ['at Okta', okta, { claims: { sub: 'ada@example.com', uid: 'u1', cid: 'c1' } }],
    ['at Entra ID', entra, { claims: { sub: 's1', oid: 'o1', scp: 'read' } }],
    ['at Entra ID, where the token says so', entra, { claims: { idtyp: 'user', sub: 'o1', oid: 'o1' } }],
    ['at Cognito', cognito, { claims: { sub: 'u1', username: 'ada', client_id: 'c1' } }],
    ['at Google', google, { claims: { email: 'ada@example.com', email_verified: true } }],
    ['at Supabase', supabase, { claims: { role: 'authenticated', sub: 'u1' } }],
    ['at Clerk', clerk, { claims: { sub: 'user_1', scope: 'read' } }],
    ['at Logto', logto, { claims: { ...rfc9068, sub: 'u1' } }],
    ['at oidc-provider', provider, { claims: { ...rfc9068, sub: 'u1' } }],
    ['at Hydra', hydra, { claims: { sub: 'u1', client_id: 'c1' } }],
    ['at IdentityServer', duende, { claims: { sub: 'u1', client_id: 'c1' } }],
    ['at Authelia', authelia, { claims: { sub: 'u1', client_id: 'c1' } }],
    ['at PingOne', pingone, { claims: { sub: 'u1', client_id: 'c1' } }],
    ['at Spring', spring, { claims: { sub: 'u1', scope: ['read'] } }],
    ['at FusionAuth', fusionauth, { claims: { sub: 'u1' }, header: { gty: ['authorization_code'] } }],
    ['at Kinde', kinde, { claims: { sub: 'kp_1', azp: 'c1' } }],
    ['at Stytch', stytch, { claims: { sub: 'user-live-1' } }],
    ['at Stytch B2B', stytchB2b, { claims: { sub: 'member-live-1' } }],
    ['at WorkOS', workos, { claims: { sub: 'user_1' } }]
  ])('%s', async (_title, options, token) => {
    expect((await authenticateWith(options, token)).isMachine).toBe(false)
  })
})

describe('isMachine is undefined if the token does not show it:', () => {
  test.each<Row>([
    ['a token of Keycloak with none of the marks', keycloak, { claims: { azp: 'worker' } }],
    ['an agent of Auth0', auth0, { claims: { sub: 'agt_1', azp: 'c1' } }],
    ['an exchanged token of Okta', okta, { claims: { sub: 'c1', scope: 'read' } }],
    ['a token of Entra ID without either mark', entra, { claims: { sub: 's1', oid: 'o1' } }],
    ['a token of Cognito without a name', cognito, { claims: { sub: 'u1', client_id: 'c1' } }],
    ['an address that Google has not verified', google, { claims: { email: 'a@gserviceaccount.com' } }],
    ['another role of Supabase', supabase, { claims: { role: 'anon' } }],
    ['another subject at Clerk', clerk, { claims: { sub: 'x' } }],
    ['a token of Hydra without subject', hydra, { claims: { client_id: 'c1' } }],
    ['a token of FusionAuth without grants', fusionauth, { claims: { sub: 'u1' } }],
    ['a token of Kinde without subject', kinde, { claims: { azp: 'c1' } }],
    ['a token of Firebase', presets.firebase({ projectId: 'acme-prod' }), { claims: { sub: 'u1' } }],
    [
      'a token of Zitadel',
      presets.zitadel({ domain: 'acme.zitadel.cloud', projectId: '1' }),
      { claims: { sub: '1' } }
    ]
  ])('%s', async (_title, options, token) => {
    const context = await authenticateWith(options, token)
    expect(context.isMachine).toBeUndefined()
    expect(Object.isFrozen(context)).toBe(true)
  })
})
