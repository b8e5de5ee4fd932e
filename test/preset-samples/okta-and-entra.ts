import { requireAuthentication, requireClaim, requireRoles, requireScopes } from '@portcullis/core'
import { entra, okta } from '@portcullis/core/presets'
import type { PresetSample } from './preset-sample.ts'

const server = {
  provider: 'Okta',
  options: okta({ domain: 'acme.okta.com', audience: 'api://default' }),
  keysAt: 'https://acme.okta.com/oauth2/default/v1/keys'
}

const tenantId = '72f988bf-0000-4000-8000-2d7cd011db47'
const application = '6e74172b-be56-4843-9ff4-e66a39bb12e3'
const tenant = {
  provider: 'Entra ID',
  options: entra({ tenantId, audience: application }),
  keysAt: `https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`
}
const version1 = {
  provider: 'Entra ID',
  options: entra({ tenantId, audience: [application, `api://${application}`], tokenVersions: [1, 2] }),
  keysAt: `https://login.microsoftonline.com/${tenantId}/discovery/keys`
}

/** Okta, through its preset. */
export const oktaSamples: readonly PresetSample[] = [
  {
    ...server,
    name: 'user, custom authorization server',
    title: 'is a user with groups as roles',
    isMachine: false,
    context: { subject: 'alice@example.test', clientId: '0oa4dr9kzkykPrLhq0g7' },
    satisfies: [requireScopes('orders.read'), requireRoles('Clerks')]
  },
  {
    ...server,
    name: 'client credentials',
    title: 'is a machine',
    isMachine: true,
    context: { clientId: '0oaworker9kzkykPrLh7' }
  },
  {
    ...server,
    name: 'step-up',
    title: 'is a user, and satisfies a route that asks for its class',
    isMachine: false,
    satisfies: [requireAuthentication({ acr: 'urn:okta:loa:2fa:any' })],
    lacks: [requireAuthentication({ acr: 'phr' })]
  },
  {
    ...server,
    name: 'ID-JAG / agent token exchange',
    title: 'is accepted, and nobody can tell whose it is',
    options: okta({
      domain: 'acme.okta.com',
      authorizationServer: 'aus9jh6hizeR7uMag0g7',
      audience: 'https://orders.example.test'
    }),
    keysAt: 'https://acme.okta.com/oauth2/aus9jh6hizeR7uMag0g7/v1/keys',
    context: { scopes: ['orders.read', 'chat.history'], clientId: '' }
  }
]

/** Entra ID, through its preset. */
export const entraSamples: readonly PresetSample[] = [
  {
    ...tenant,
    name: 'v2.0 user',
    title: 'is a user',
    isMachine: false,
    context: { clientId: '11112222-bbbb-3333-cccc-4444dddd5555' },
    satisfies: [requireScopes('orders.read', 'access_as_user'), requireRoles('Orders.Admin')]
  },
  {
    ...version1,
    name: 'v1.0 user',
    title: 'is a user where version 1 is accepted',
    isMachine: false,
    context: { clientId: '11112222-bbbb-3333-cccc-4444dddd5555' },
    satisfies: [requireScopes('user_impersonation')]
  },
  {
    ...tenant,
    name: 'v1.0 user',
    title: 'is refused by default, with the setting in the manifest',
    refusal: 'issuer_untrusted',
    hint: /requestedAccessTokenVersion.*tokenVersions/
  },
  {
    ...version1,
    name: 'v1.0 app-only',
    title: 'is a machine with roles and without scopes',
    isMachine: true,
    context: { scopes: [], roles: ['Orders.Read.All'] }
  },
  {
    ...tenant,
    name: 'v2.0 user, step-up + groups overage',
    title: 'is a user, and a guard finds the context in acrs',
    isMachine: false,
    satisfies: [requireClaim('acrs', (value) => Array.isArray(value) && value.includes('c25'))],
    lacks: [requireClaim('acrs', (value) => Array.isArray(value) && value.includes('c3'))]
  }
]
