import { keyFor, shapeOf, type TokenShape } from './sample-token.ts'
import type { ProviderAnswers } from './start-providers.ts'

/** A provider with a page of its own. */
export interface MainProvider {
  /** The name of the page, and of the preset. */
  readonly name: string
  /** The token of a user, as the provider issues it. */
  readonly token: TokenShape
  /** What the first request of the page for a token says. */
  readonly request: Readonly<Record<string, string>>
  /** Claims of a token without the scope that the route of the page requires. */
  readonly withoutScope: object
  /** Where the provider publishes its keys. */
  readonly keysAt: string
  /** Members of its metadata, in addition to the issuer and `jwks_uri`. */
  readonly metadata: Readonly<Record<string, string | readonly string[]>>
}

const MACHINE = { grant_type: 'client_credentials' }
const S256 = { code_challenge_methods_supported: ['S256'] }
const realm = 'https://sso.example.com/realms/shop'
const okta = 'https://acme.okta.com/oauth2/default'
const entra = 'https://login.microsoftonline.com/72f988bf-0000-4000-8000-2d7cd011db47'
const pool = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'

/** The providers with a page of their own: addresses and metadata as each publishes them. */
export const MAIN_PROVIDERS: readonly MainProvider[] = [
  {
    name: 'keycloak',
    token: shapeOf('Keycloak', 'user, audience mapper + roles'),
    request: { ...MACHINE, scope: 'orders:read' },
    withoutScope: { scope: 'openid profile email' },
    keysAt: `${realm}/protocol/openid-connect/certs`,
    metadata: {
      authorization_endpoint: `${realm}/protocol/openid-connect/auth`,
      token_endpoint: `${realm}/protocol/openid-connect/token`,
      ...S256
    }
  },
  {
    name: 'auth0',
    token: shapeOf('Auth0', 'user, Auth0 profile, openid + RBAC'),
    request: { ...MACHINE, audience: 'https://orders.example.com/' },
    withoutScope: { scope: 'openid profile email' },
    keysAt: 'https://acme.eu.auth0.com/.well-known/jwks.json',
    metadata: {
      authorization_endpoint: 'https://acme.eu.auth0.com/authorize',
      token_endpoint: 'https://acme.eu.auth0.com/oauth/token',
      ...S256
    }
  },
  {
    name: 'okta',
    token: shapeOf('Okta', 'user, custom authorization server'),
    request: { ...MACHINE, scope: 'orders.read' },
    withoutScope: { scp: ['openid'] },
    keysAt: `${okta}/v1/keys`,
    metadata: { authorization_endpoint: `${okta}/v1/authorize`, token_endpoint: `${okta}/v1/token`, ...S256 }
  },
  {
    name: 'entra',
    token: shapeOf('Entra ID', 'v2.0 user'),
    request: { scope: 'api://6e74172b-be56-4843-9ff4-e66a39bb12e3/orders.read' },
    withoutScope: { scp: 'access_as_user' },
    keysAt: `${entra}/discovery/v2.0/keys`,
    // It does not say that it supports PKCE.
    metadata: {
      authorization_endpoint: `${entra}/oauth2/v2.0/authorize`,
      token_endpoint: `${entra}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${entra}/oauth2/v2.0/devicecode`
    }
  },
  {
    name: 'cognito',
    token: shapeOf('Amazon Cognito', 'user through managed login'),
    request: { ...MACHINE, scope: 'https://orders.example.com/read' },
    withoutScope: { scope: 'aws.cognito.signin.user.admin' },
    keysAt: `${pool}/.well-known/jwks.json`,
    // Neither does this one; its endpoints are on the domain of the pool.
    metadata: {
      authorization_endpoint: 'https://acme.auth.eu-west-1.amazoncognito.com/oauth2/authorize',
      token_endpoint: 'https://acme.auth.eu-west-1.amazoncognito.com/oauth2/token'
    }
  }
]

/** What a provider answers: metadata, keys, and the forms of a client and of a device. */
export function answersOf(
  { name, token, keysAt, metadata }: MainProvider,
  access_token: string
): ProviderAnswers {
  const issuer = String(token.payload['iss'])
  const { alg, ...key } = keyFor(token).publicJwk
  const granted = { access_token, token_type: 'Bearer', expires_in: 3600 }
  const device = {
    device_code: 'device',
    user_code: 'ABCD',
    verification_uri: 'https://login.microsoft.com/device',
    expires_in: 900,
    interval: 1
  }
  return {
    [`${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`]: {
      issuer,
      jwks_uri: keysAt,
      response_types_supported: ['code'],
      ...metadata
    },
    // Keys of Entra ID have no algorithm.
    [keysAt]: { keys: [name === 'entra' ? key : { ...key, alg }] },
    [String(metadata['token_endpoint'])]: () => granted,
    ...(metadata['device_authorization_endpoint'] === undefined
      ? {}
      : { [String(metadata['device_authorization_endpoint'])]: () => device })
  }
}
