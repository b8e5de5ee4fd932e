import { requirePermissions, requireRoles, requireScopes } from '@portcullis/core'
import { auth0, keycloak } from '@portcullis/core/presets'
import type { PresetSample } from './preset-sample.ts'

const realm = {
  provider: 'Keycloak',
  options: keycloak({
    url: 'https://sso.example.test',
    realm: 'shop',
    audience: 'orders-api',
    clientRoles: ['orders-api']
  }),
  keysAt: 'https://sso.example.test/realms/shop/protocol/openid-connect/certs'
}

const tenant = {
  provider: 'Auth0',
  options: auth0({ domain: 'acme.eu.auth0.com', audience: 'https://orders.example.test/' }),
  keysAt: 'https://acme.eu.auth0.com/.well-known/jwks.json'
}

/** Keycloak, through its preset. */
export const keycloakSamples: readonly PresetSample[] = [
  {
    ...realm,
    name: 'user, audience mapper + roles',
    title: 'is a user with realm roles and roles of the API',
    isMachine: false,
    context: { clientId: 'spa', scopes: ['openid', 'profile', 'orders:read', 'email'] },
    satisfies: [requireScopes('orders:read'), requireRoles('clerk', 'orders-admin')],
    lacks: [requireRoles('manage-account')]
  },
  {
    ...realm,
    name: 'user, NO audience mapper',
    title: 'is refused, with the way to the mapper',
    refusal: 'audience_mismatch',
    hint: /Add mapper, Audience/
  },
  {
    ...realm,
    name: 'DPoP-bound + RFC 9068 header',
    title: 'is refused without a proof',
    refusal: 'confirmation_unsupported',
    hint: /DPoP proof/
  },
  {
    ...realm,
    name: 'lightweight access token',
    title: 'is refused, and told apart from a missing mapper',
    refusal: 'audience_missing',
    hint: /lightweight access token has no audience/
  }
]

/** Auth0, through its preset. */
export const auth0Samples: readonly PresetSample[] = [
  {
    ...tenant,
    name: 'user, Auth0 profile, openid + RBAC',
    title: 'is a user with permissions',
    isMachine: false,
    context: {
      clientId: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
      scopes: ['openid', 'profile', 'email', 'orders:read']
    },
    satisfies: [requirePermissions('orders:write')],
    lacks: [requireScopes('orders:write')]
  },
  {
    ...tenant,
    name: 'user, RFC 9068 profile',
    title: 'is a user',
    isMachine: false,
    context: { clientId: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja' },
    satisfies: [requireScopes('orders:read')]
  },
  {
    ...tenant,
    name: 'DPoP-bound',
    title: 'is refused without a proof',
    refusal: 'confirmation_unsupported',
    hint: /Token Sender-Constraining/
  },
  {
    ...tenant,
    name: 'mTLS-bound (sent as Authorization: DPoP)',
    title: 'is refused without the certificate',
    refusal: 'confirmation_unsupported'
  }
]
