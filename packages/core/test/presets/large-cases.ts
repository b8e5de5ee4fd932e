import * as presets from '../../src/presets/index.ts'
import type { PresetCase } from './preset-case.ts'

const api = 'https://api.example.com'
const tenant = '72f988bf-0000-4000-8000-2d7cd011db47'
const other = '11112222-bbbb-4333-8ccc-4444dddd5555'
const application = '6e74172b-be56-4843-9ff4-e66a39bb12e3'
const microsoft = 'https://login.microsoftonline.com'
const google = 'https://www.googleapis.com'

/** The six that most people have. */
export const largeCases: readonly PresetCase[] = [
  {
    preset: 'keycloak',
    title: 'a realm',
    options: () =>
      presets.keycloak({ url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' }),
    issuers: { 'https://sso.example.com/realms/shop': undefined },
    audience: 'orders-api'
  },
  {
    preset: 'keycloak',
    title: 'a realm behind an address of its own, with the old path',
    options: () =>
      presets.keycloak({
        url: 'https://sso.example.com/auth',
        realm: 'shop',
        audience: ['orders-api', api],
        internalUrl: 'http://localhost:8080/auth'
      }),
    issuers: {
      'https://sso.example.com/auth/realms/shop':
        'http://localhost:8080/auth/realms/shop/protocol/openid-connect/certs'
    },
    audience: ['orders-api', api]
  },
  {
    preset: 'keycloak',
    title: 'a realm that the API reaches over plain http inside a network',
    options: () =>
      presets.keycloak({
        url: 'https://sso.example.com',
        realm: 'shop',
        audience: 'orders-api',
        internalUrl: 'http://keycloak:8080',
        dangerouslyAllowHttp: ['keycloak:8080']
      }),
    issuers: {
      'https://sso.example.com/realms/shop': 'http://keycloak:8080/realms/shop/protocol/openid-connect/certs'
    },
    audience: 'orders-api'
  },
  {
    preset: 'auth0',
    title: 'a tenant',
    options: () => presets.auth0({ domain: 'acme.eu.auth0.com', audience: `${api}/` }),
    issuers: { 'https://acme.eu.auth0.com/': 'https://acme.eu.auth0.com/.well-known/jwks.json' },
    audience: `${api}/`
  },
  {
    preset: 'auth0',
    title: 'a tenant with a custom domain',
    options: () => presets.auth0({ domain: ['acme.eu.auth0.com', 'login.example.com'], audience: api }),
    issuers: {
      'https://acme.eu.auth0.com/': 'https://acme.eu.auth0.com/.well-known/jwks.json',
      'https://login.example.com/': 'https://login.example.com/.well-known/jwks.json'
    },
    audience: api
  },
  {
    preset: 'okta',
    title: 'the default authorization server',
    options: () => presets.okta({ domain: 'acme.okta.com', audience: 'api://default' }),
    issuers: {
      'https://acme.okta.com/oauth2/default': 'https://acme.okta.com/oauth2/default/v1/keys'
    },
    audience: 'api://default'
  },
  {
    preset: 'okta',
    title: 'another authorization server',
    options: () =>
      presets.okta({ domain: 'id.example.com', authorizationServer: 'aus9jh6hizeR7uMag0g7', audience: api }),
    issuers: {
      'https://id.example.com/oauth2/aus9jh6hizeR7uMag0g7':
        'https://id.example.com/oauth2/aus9jh6hizeR7uMag0g7/v1/keys'
    },
    audience: api
  },
  {
    preset: 'entra',
    title: 'one tenant',
    options: () => presets.entra({ tenantId: tenant, audience: application }),
    issuers: { [`${microsoft}/${tenant}/v2.0`]: `${microsoft}/${tenant}/discovery/v2.0/keys` },
    audience: [application]
  },
  {
    preset: 'entra',
    title: 'two tenants, both versions of tokens',
    options: () =>
      presets.entra({
        tenantId: [tenant, other],
        audience: [application, `api://${application}`],
        tokenVersions: [1, 2]
      }),
    issuers: {
      [`https://sts.windows.net/${tenant}/`]: `${microsoft}/${tenant}/discovery/keys`,
      [`${microsoft}/${tenant}/v2.0`]: `${microsoft}/${tenant}/discovery/v2.0/keys`,
      [`https://sts.windows.net/${other}/`]: `${microsoft}/${other}/discovery/keys`,
      [`${microsoft}/${other}/v2.0`]: `${microsoft}/${other}/discovery/v2.0/keys`
    },
    audience: [application, `api://${application}`]
  },
  {
    preset: 'cognito',
    title: 'a user pool',
    options: () => presets.cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['client-1'] }),
    issuers: cognitoIssuers('eu-west-1'),
    audience: { clientIds: ['client-1'] }
  },
  {
    preset: 'cognito',
    title: 'a user pool with resource binding',
    options: () =>
      presets.cognito({
        region: 'eu-central-1',
        userPoolId: 'eu-west-1_AbCdEf123',
        clientIds: ['client-1'],
        audience: api
      }),
    issuers: cognitoIssuers('eu-central-1'),
    audience: { clientIds: ['client-1'], values: [api] }
  },
  {
    preset: 'firebase',
    title: 'a project',
    options: () => presets.firebase({ projectId: 'acme-prod' }),
    issuers: {
      'https://securetoken.google.com/acme-prod': `${google}/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com`
    },
    audience: 'acme-prod'
  },
  {
    preset: 'googleIdToken',
    title: 'a service',
    options: () => presets.googleIdToken({ audience: api }),
    issuers: {
      'https://accounts.google.com': `${google}/oauth2/v3/certs`,
      'accounts.google.com': `${google}/oauth2/v3/certs`
    },
    audience: api
  }
]

function cognitoIssuers(region: string): Record<string, string> {
  const hosts = ['cognito-idp', 'issuer-cognito-idp']
  const issuers = hosts.map((host) => `https://${host}.${region}.amazonaws.com/eu-west-1_AbCdEf123`)
  return Object.fromEntries(issuers.map((issuer) => [issuer, `${issuer}/.well-known/jwks.json`]))
}
