import { requireScopes } from '@portcullis/core'
import type { SampleExpectation } from './sample-expectation.ts'

const orders = 'https://orders.example.test'
const zitadelProject = '163840776835430000'
const dex = { issuer: 'https://dex.example.test/dex', audience: 'console' }
const clerk = { issuer: 'https://clerk.example.test' }
const spring = { issuer: 'http://localhost:9000' }

/** Servers that are run by oneself. */
export const selfHostedSamples: readonly SampleExpectation[] = [
  {
    provider: 'Ory Hydra',
    name: 'user, jwt strategy',
    settings: [
      {
        title: 'is accepted, with scp as an array',
        options: { issuer: 'https://auth.example.test', audience: orders },
        context: { clientId: '8c5f2c9e-client', scopes: ['offline', 'orders.read'] }
      }
    ]
  },
  {
    provider: 'Zitadel',
    name: 'user, JWT app setting',
    settings: [
      {
        title: 'is accepted for the project',
        options: { issuer: 'https://acme.zitadel.cloud', audience: zitadelProject },
        context: { clientId: '2910@orders', scopes: [] }
      },
      {
        title: 'is refused for another project',
        options: { issuer: 'https://acme.zitadel.cloud', audience: '1' },
        refusal: 'audience_mismatch'
      }
    ]
  },
  {
    provider: 'node-oidc-provider / Logto',
    name: 'user',
    settings: [
      {
        title: 'is accepted where RFC 9068 is demanded',
        options: {
          issuer: 'http://localhost:3000',
          audience: 'https://api.example.test',
          profile: 'rfc9068'
        },
        context: { subject: 'alice', clientId: 'spa', scopes: ['orders:read', 'orders:write'] },
        satisfies: [requireScopes('orders:read', 'orders:write')]
      }
    ]
  },
  {
    provider: 'Dex',
    name: 'access token',
    settings: [
      { title: 'is refused, since it looks like an ID token', options: dex, refusal: 'token_is_id_token' },
      {
        title: 'is accepted where that is switched off',
        options: { ...dex, dangerouslyAcceptIdTokens: true }
      }
    ]
  },
  {
    provider: 'Spring Authorization Server',
    name: 'user',
    settings: [
      {
        title: 'is accepted where the client is the audience, with scope as an array',
        options: { ...spring, audience: 'messaging-client' },
        context: { scopes: ['openid', 'orders.read'] }
      },
      {
        title: 'is refused for an audience of the API',
        options: { ...spring, audience: orders },
        refusal: 'audience_mismatch'
      }
    ]
  },
  {
    provider: 'Duende IdentityServer',
    name: 'user',
    settings: [
      {
        title: 'is accepted, with scope as an array',
        options: { issuer: 'https://id.example.test', audience: 'orders' },
        context: { clientId: 'spa', scopes: ['openid', 'orders.read'] }
      }
    ]
  }
]

/** Hosted servers beside the large ones. */
export const hostedSamples: readonly SampleExpectation[] = [
  {
    provider: 'Clerk',
    name: 'OAuth access token (JWT)',
    settings: [
      {
        title: 'is accepted where its client is configured',
        options: { ...clerk, audience: { clientIds: ['client_2VTWUzvGC5UhdJCNx6xG1D98edc'] } },
        context: { scopes: ['read:foo', 'write:bar'] }
      },
      {
        title: 'is refused where an audience is demanded, since it has none',
        options: { ...clerk, audience: orders },
        refusal: 'audience_missing'
      }
    ]
  }
]
