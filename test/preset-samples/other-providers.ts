import { requireScopes } from '@portcullis/core'
import {
  clerk,
  dex,
  duende,
  hydra,
  nodeOidcProvider,
  springAuthorizationServer,
  zitadel
} from '@portcullis/core/presets'
import type { PresetSample } from './preset-sample.ts'

const orders = 'https://orders.example.test'
const oauthClient = 'client_2VTWUzvGC5UhdJCNx6xG1D98edc'
const dexOptions = dex({ issuer: 'https://dex.example.test/dex', clientIds: ['console'] })
const application = {
  provider: 'Clerk',
  name: 'OAuth access token (JWT)',
  keysAt: 'https://clerk.example.test/.well-known/jwks.json'
}
const spring = {
  provider: 'Spring Authorization Server',
  name: 'user',
  keysAt: 'http://localhost:9000/oauth2/jwks'
}

/** The other providers of the fixture, through their presets. */
export const otherSamples: readonly PresetSample[] = [
  {
    provider: 'Ory Hydra',
    name: 'user, jwt strategy',
    title: 'is a user',
    options: hydra({ issuer: 'https://auth.example.test', audience: orders }),
    keysAt: 'https://auth.example.test/.well-known/jwks.json',
    isMachine: false,
    context: { clientId: '8c5f2c9e-client', scopes: ['offline', 'orders.read'] }
  },
  {
    provider: 'Zitadel',
    name: 'user, JWT app setting',
    title: 'is accepted for the project, without the roles of the project of its client',
    options: zitadel({ domain: 'acme.zitadel.cloud', projectId: '163840776835430000' }),
    keysAt: 'https://acme.zitadel.cloud/oauth/v2/keys',
    context: { clientId: '2910@orders', roles: [] }
  },
  {
    provider: 'node-oidc-provider / Logto',
    name: 'user',
    title: 'is a user, to the letter of RFC 9068',
    options: nodeOidcProvider({ issuer: 'http://localhost:3000', audience: 'https://api.example.test' }),
    keysAt: 'http://localhost:3000/jwks',
    isMachine: false,
    satisfies: [requireScopes('orders:read', 'orders:write')]
  },
  {
    provider: 'Dex',
    name: 'access token',
    title: 'is refused by default, with the option that accepts it',
    options: dexOptions,
    keysAt: 'https://dex.example.test/dex/keys',
    refusal: 'token_is_id_token',
    hint: /dangerouslyAcceptIdTokens/
  },
  {
    provider: 'Dex',
    name: 'access token',
    title: 'is accepted where that is asked for',
    options: { ...dexOptions, dangerouslyAcceptIdTokens: true },
    keysAt: 'https://dex.example.test/dex/keys',
    context: { clientId: 'console' }
  },
  {
    ...application,
    title: 'is a user where its application is listed',
    options: clerk({ frontendApiUrl: 'https://clerk.example.test', clientIds: [oauthClient] }),
    isMachine: false,
    context: { scopes: ['read:foo', 'write:bar'], clientId: oauthClient }
  },
  {
    ...application,
    title: 'is refused where only sessions are accepted',
    options: clerk({
      frontendApiUrl: 'https://clerk.example.test',
      authorizedParties: ['https://app.example.test']
    }),
    refusal: 'audience_mismatch',
    hint: /"clientIds"/
  },
  {
    ...spring,
    title: 'is a user where its client is listed',
    options: springAuthorizationServer({ issuer: 'http://localhost:9000', clientIds: ['messaging-client'] }),
    isMachine: false,
    context: { clientId: 'messaging-client', scopes: ['openid', 'orders.read'] }
  },
  {
    ...spring,
    title: 'is refused for an audience of the API',
    options: springAuthorizationServer({ issuer: 'http://localhost:9000', audience: orders }),
    refusal: 'audience_mismatch',
    hint: /OAuth2TokenCustomizer/
  },
  {
    provider: 'Duende IdentityServer',
    name: 'user',
    title: 'is a user',
    options: duende({ authority: 'https://id.example.test', audience: 'orders' }),
    keysAt: 'https://id.example.test/.well-known/openid-configuration/jwks',
    isMachine: false,
    context: { clientId: 'spa', scopes: ['openid', 'orders.read'] }
  }
]
