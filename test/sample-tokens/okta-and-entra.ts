import { requireAuthentication, requireClaim, requireRoles, requireScopes } from '@portcullis/core'
import type { SampleExpectation } from './sample-expectation.ts'

const okta = { issuer: 'https://acme.okta.com/oauth2/default', audience: 'api://default' }
const tenant = '72f988bf-0000-4000-8000-2d7cd011db47'
const application = '6e74172b-be56-4843-9ff4-e66a39bb12e3'
const entra = { issuer: `https://login.microsoftonline.com/${tenant}/v2.0`, audience: application }
const entraV1 = { issuer: `https://sts.windows.net/${tenant}/`, audience: `api://${application}` }

/** Okta: scp as an array, client in cid, no typ. */
export const oktaSamples: readonly SampleExpectation[] = [
  {
    provider: 'Okta',
    name: 'user, custom authorization server',
    settings: [
      {
        title: 'is accepted',
        options: okta,
        context: {
          subject: 'alice@example.test',
          clientId: '0oa4dr9kzkykPrLhq0g7',
          scopes: ['openid', 'orders.read']
        },
        satisfies: [requireScopes('orders.read')],
        lacks: [requireScopes('orders.write')]
      },
      {
        title: 'is refused for the organisation server',
        options: { ...okta, issuer: 'https://acme.okta.com' },
        refusal: 'issuer_untrusted'
      }
    ]
  },
  {
    provider: 'Okta',
    name: 'client credentials',
    settings: [
      {
        title: 'is accepted, and its subject is the client',
        options: okta,
        context: { subject: '0oaworker9kzkykPrLh7', clientId: '0oaworker9kzkykPrLh7' }
      }
    ]
  },
  {
    provider: 'Okta',
    name: 'step-up',
    settings: [
      {
        title: 'is accepted, and satisfies a route that asks for its class',
        options: okta,
        satisfies: [requireAuthentication({ acr: 'urn:okta:loa:2fa:any', maxAgeSeconds: 300 })],
        lacks: [requireAuthentication({ acr: 'phr' }), requireAuthentication({ maxAgeSeconds: 10 })]
      }
    ]
  },
  {
    provider: 'Okta',
    name: 'ID-JAG / agent token exchange',
    settings: [
      {
        title: 'is accepted, with scope as a string',
        options: {
          issuer: 'https://acme.okta.com/oauth2/aus9jh6hizeR7uMag0g7',
          audience: 'https://orders.example.test'
        },
        context: { scopes: ['orders.read', 'chat.history'], clientId: '' }
      }
    ]
  }
]

/** Entra ID: scp as a string, roles, two issuers with one set of tenants. */
export const entraSamples: readonly SampleExpectation[] = [
  {
    provider: 'Entra ID',
    name: 'v2.0 user',
    settings: [
      {
        title: 'is accepted',
        options: entra,
        context: {
          clientId: '11112222-bbbb-3333-cccc-4444dddd5555',
          scopes: ['orders.read', 'access_as_user']
        },
        satisfies: [requireScopes('orders.read'), requireRoles('Orders.Admin')]
      },
      {
        title: 'is accepted where its tenant is listed',
        options: {
          audience: application,
          issuers: [{ issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0', tenants: [tenant] }]
        }
      },
      {
        title: 'is refused where another tenant is listed',
        options: {
          audience: application,
          issuers: [{ issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0', tenants: ['other'] }]
        },
        refusal: 'issuer_untrusted'
      }
    ]
  },
  {
    provider: 'Entra ID',
    name: 'v1.0 user',
    settings: [
      {
        title: 'is accepted where its issuer is configured',
        options: entraV1,
        context: { clientId: '11112222-bbbb-3333-cccc-4444dddd5555', scopes: ['user_impersonation'] }
      },
      { title: 'is refused where only the other issuer is', options: entra, refusal: 'issuer_untrusted' }
    ]
  },
  {
    provider: 'Entra ID',
    name: 'v1.0 app-only',
    settings: [
      {
        title: 'is accepted, with roles and without scope',
        options: entraV1,
        context: { scopes: [], roles: ['Orders.Read.All'] },
        satisfies: [requireRoles('Orders.Read.All')],
        lacks: [requireScopes('orders.read')]
      }
    ]
  },
  {
    provider: 'Entra ID',
    name: 'v2.0 user, step-up + groups overage',
    settings: [
      {
        title: 'is accepted, and a guard finds the context in acrs',
        options: entra,
        satisfies: [requireClaim('acrs', (value) => Array.isArray(value) && value.includes('c25'))],
        lacks: [
          requireClaim('acrs', (value) => Array.isArray(value) && value.includes('c3')),
          requireAuthentication({ acr: 'c25' })
        ]
      }
    ]
  }
]
