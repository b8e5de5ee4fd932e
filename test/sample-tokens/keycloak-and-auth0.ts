import { requirePermissions, requireRoles, requireScopes } from '@portcullis/core'
import type { SampleExpectation } from './sample-expectation.ts'

const keycloak = { issuer: 'https://sso.example.test/realms/shop', audience: 'orders-api' }
const auth0 = { issuer: 'https://acme.eu.auth0.com/', audience: 'https://orders.example.test/' }

/** Keycloak: audience by a mapper, roles under realm_access, bound tokens by payload typ and cnf. */
export const keycloakSamples: readonly SampleExpectation[] = [
  {
    provider: 'Keycloak',
    name: 'user, audience mapper + roles',
    settings: [
      {
        title: 'is accepted for the audience of the mapper',
        options: keycloak,
        context: { clientId: 'spa', scopes: ['openid', 'profile', 'orders:read', 'email'] },
        satisfies: [requireScopes('orders:read'), requireRoles('clerk')],
        lacks: [requireScopes('orders:write'), requireRoles('orders-admin')]
      },
      {
        title: 'has the roles of a client where they are configured',
        options: { ...keycloak, rolesClaims: [['resource_access', 'orders-api', 'roles']] },
        satisfies: [requireRoles('orders-admin')],
        lacks: [requireRoles('clerk')]
      },
      {
        title: 'is refused where RFC 9068 is demanded, since its type is JWT',
        options: { ...keycloak, profile: 'rfc9068' },
        refusal: 'token_type_mismatch'
      }
    ]
  },
  {
    provider: 'Keycloak',
    name: 'user, NO audience mapper',
    settings: [
      {
        title: 'is refused, since its audience is "account"',
        options: keycloak,
        refusal: 'audience_mismatch'
      }
    ]
  },
  {
    provider: 'Keycloak',
    name: 'DPoP-bound + RFC 9068 header',
    settings: [
      {
        title: 'is refused as a bearer token',
        options: keycloak,
        refusal: 'confirmation_unsupported'
      }
    ]
  },
  {
    provider: 'Keycloak',
    name: 'lightweight access token',
    settings: [
      { title: 'is refused, since it has no audience', options: keycloak, refusal: 'audience_missing' }
    ]
  }
]

/** Auth0: a slash at the end of the issuer, several audiences, permissions. */
export const auth0Samples: readonly SampleExpectation[] = [
  {
    provider: 'Auth0',
    name: 'user, Auth0 profile, openid + RBAC',
    settings: [
      {
        title: 'is accepted',
        options: auth0,
        context: {
          clientId: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
          permissions: ['orders:read', 'orders:write']
        },
        satisfies: [requireScopes('orders:read'), requirePermissions('orders:write')],
        lacks: [requireScopes('orders:write')]
      },
      {
        title: 'is refused where the issuer lacks its slash',
        options: { ...auth0, issuer: 'https://acme.eu.auth0.com' },
        refusal: 'issuer_untrusted'
      },
      {
        title: 'is refused where the audience lacks its slash',
        options: { ...auth0, audience: 'https://orders.example.test' },
        refusal: 'audience_mismatch'
      }
    ]
  },
  {
    provider: 'Auth0',
    name: 'user, RFC 9068 profile',
    settings: [
      {
        title: 'is accepted where RFC 9068 is demanded',
        options: { ...auth0, profile: 'rfc9068' },
        context: { clientId: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja', scopes: ['openid', 'orders:read'] }
      },
      { title: 'is accepted by default', options: auth0 }
    ]
  },
  {
    provider: 'Auth0',
    name: 'DPoP-bound',
    settings: [{ title: 'is refused as a bearer token', options: auth0, refusal: 'confirmation_unsupported' }]
  },
  {
    provider: 'Auth0',
    name: 'mTLS-bound (sent as Authorization: DPoP)',
    settings: [
      {
        title: 'is refused without a client certificate',
        options: auth0,
        refusal: 'confirmation_unsupported'
      }
    ]
  }
]
