import { shapeOf, type TokenShape } from './sample-token.ts'

/** A provider of the page about the others. */
export interface OtherProvider {
  /** The name of the preset. */
  readonly preset: string
  readonly token: TokenShape
  /** Where the provider publishes its keys. */
  readonly keysAt: string
  /** Whether the preset finds the keys by the metadata of the issuer. Default: false. */
  readonly hasMetadata?: true
}

const api = 'https://api.example.com'
const environment = '72f988bf-0000-4000-8000-2d7cd011db47'
const application = '6e74172b-be56-4843-9ff4-e66a39bb12e3'
const project = 'project-live-11111111-2222-4333-8444-555555555555'
const lifetime = { iat: 0, exp: 300, sub: 'ada' }

/** A token of a provider without a sample in the fixture, as the documentation of the provider describes it. */
const describedAs = (payload: object, header: object = { typ: 'JWT' }): TokenShape => ({
  header: { alg: 'RS256', kid: '1', ...header },
  payload: { ...lifetime, ...payload }
})

/** A sample with the values of the page. */
function sampleWith(provider: string, name: string, values: object): TokenShape {
  const { header, payload } = shapeOf(provider, name)
  return { header, payload: { ...payload, ...values } }
}

/** All providers of the page. */
export const OTHER_PROVIDERS: readonly OtherProvider[] = [
  {
    preset: 'authelia',
    token: describedAs(
      { iss: 'https://auth.example.com', aud: [api], client_id: 'spa', scp: ['openid'] },
      { typ: 'at+jwt' }
    ),
    keysAt: 'https://auth.example.com/jwks.json',
    hasMetadata: true
  },
  {
    preset: 'authentik',
    token: describedAs({
      iss: 'https://id.example.com/application/o/orders/',
      aud: 'orders-client',
      azp: 'orders-client',
      scope: 'openid profile'
    }),
    keysAt: 'https://id.example.com/application/o/orders/jwks/'
  },
  {
    preset: 'clerk',
    token: sampleWith('Clerk', 'OAuth access token (JWT)', { client_id: 'client_2VTWUzvGC5UhdJCN' }),
    keysAt: 'https://clerk.example.com/.well-known/jwks.json'
  },
  {
    preset: 'descope',
    token: describedAs({ iss: 'https://api.descope.com/P2abcDEF', aud: api, roles: ['clerk'] }),
    keysAt: 'https://api.descope.com/v2/keys/P2abcDEF'
  },
  {
    preset: 'dex',
    token: sampleWith('Dex', 'access token', { aud: 'orders' }),
    keysAt: 'https://dex.example.com/dex/keys',
    hasMetadata: true
  },
  {
    preset: 'duende',
    token: sampleWith('Duende IdentityServer', 'user', {}),
    keysAt: 'https://id.example.com/.well-known/openid-configuration/jwks',
    hasMetadata: true
  },
  {
    preset: 'firebase',
    token: sampleWith('Google / Firebase', 'Firebase ID token', {}),
    keysAt: 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'
  },
  {
    preset: 'fusionauth',
    token: describedAs({ iss: 'acme.com', aud: application, scope: 'openid', roles: ['clerk'] }),
    keysAt: 'https://auth.example.com/.well-known/jwks.json'
  },
  {
    preset: 'googleIdToken',
    token: describedAs({ iss: 'https://accounts.google.com', aud: api, azp: '1234', email_verified: true }),
    keysAt: 'https://www.googleapis.com/oauth2/v3/certs'
  },
  {
    preset: 'hydra',
    token: sampleWith('Ory Hydra', 'user, jwt strategy', { iss: 'https://auth.example.com/', aud: [api] }),
    keysAt: 'https://auth.example.com/.well-known/jwks.json',
    hasMetadata: true
  },
  {
    preset: 'kinde',
    token: describedAs({ iss: 'https://acme.kinde.com', aud: [api], azp: 'spa', scp: ['openid'] }),
    keysAt: 'https://acme.kinde.com/.well-known/jwks'
  },
  {
    preset: 'logto',
    token: {
      header: { ...shapeOf('node-oidc-provider / Logto', 'user').header, alg: 'ES384' },
      payload: {
        ...sampleWith('node-oidc-provider / Logto', 'user', { aud: api }).payload,
        iss: 'https://acme.logto.app/oidc'
      }
    },
    keysAt: 'https://acme.logto.app/oidc/jwks'
  },
  {
    preset: 'nodeOidcProvider',
    token: sampleWith('node-oidc-provider / Logto', 'user', { iss: 'https://auth.example.com', aud: api }),
    keysAt: 'https://auth.example.com/jwks',
    hasMetadata: true
  },
  {
    preset: 'pingone',
    token: describedAs({
      iss: `https://auth.pingone.eu/${environment}/as`,
      aud: [api],
      client_id: 'spa',
      scope: 'orders:read'
    }),
    keysAt: `https://auth.pingone.eu/${environment}/as/jwks`
  },
  {
    preset: 'springAuthorizationServer',
    token: sampleWith('Spring Authorization Server', 'user', { iss: 'https://auth.example.com' }),
    keysAt: 'https://auth.example.com/oauth2/jwks',
    hasMetadata: true
  },
  {
    preset: 'stytch',
    token: describedAs({ iss: 'https://login.example.com', aud: [project] }),
    keysAt: `https://api.stytch.com/v1/sessions/jwks/${project}`
  },
  {
    preset: 'supabase',
    token: describedAs(
      { iss: 'https://abcdefgh.supabase.co/auth/v1', aud: 'authenticated', role: 'authenticated' },
      { alg: 'ES256' }
    ),
    keysAt: 'https://abcdefgh.supabase.co/auth/v1/.well-known/jwks.json'
  },
  {
    preset: 'workos',
    token: describedAs({ iss: 'https://api.workos.com', aud: api, permissions: ['orders:read'] }),
    keysAt: 'https://api.workos.com/sso/jwks/client_01ABC'
  },
  {
    preset: 'zitadel',
    token: sampleWith('Zitadel', 'user, JWT app setting', {}),
    keysAt: 'https://acme.zitadel.cloud/oauth/v2/keys'
  }
]
