import type { OptionValue } from './source-text.ts'

/** The argument of a preset that binds tokens to the API: an audience, or the product's name for it. */
export type AudienceArgument = 'audience' | 'clientIds' | 'clientId' | 'projectId'

/** A product with a preset, and the form of its issuers. */
export interface ProviderRow {
  readonly name: string
  /** the preset function, exported by core and both adapters */
  readonly preset: string
  /** its named groups are arguments of the preset */
  readonly issuer: RegExp
  /** metadata members by their ending after the issuer, if any server can have such an issuer */
  readonly endpoints?: Readonly<Record<string, string>>
  /** undefined if the preset needs no audience */
  readonly audience: AudienceArgument | undefined
  /** arguments that are the same for all such issuers */
  readonly fixed?: Readonly<Record<string, OptionValue>>
}

const GUID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}'
const ANY_ISSUER = /^(?<issuer>https?:\/\/.+)$/

/** The recognized products; those with an issuer of their own first. */
export const PROVIDERS: readonly ProviderRow[] = [
  {
    name: 'Keycloak',
    preset: 'keycloak',
    issuer: /^(?<url>https?:\/\/.+)\/realms\/(?<realm>[\w.~-]+)$/,
    audience: 'audience'
  },
  {
    name: 'Microsoft Entra ID',
    preset: 'entra',
    issuer: new RegExp(`^https://login\\.microsoftonline\\.com/(?<tenantId>${GUID})/v2\\.0$`),
    audience: 'audience'
  },
  {
    name: 'Microsoft Entra ID (tokens of version 1)',
    preset: 'entra',
    issuer: new RegExp(`^https://sts\\.windows\\.net/(?<tenantId>${GUID})/$`),
    audience: 'audience',
    fixed: { tokenVersions: [1] }
  },
  {
    name: 'Amazon Cognito',
    preset: 'cognito',
    issuer:
      /^https:\/\/(?:issuer-)?cognito-idp\.(?<region>[a-z\d-]+)\.amazonaws\.com\/(?<userPoolId>[a-z\d-]+_[A-Za-z\d]+)$/,
    audience: 'clientIds'
  },
  {
    name: 'Auth0',
    preset: 'auth0',
    issuer: /^https:\/\/(?<domain>[a-z\d.-]+\.auth0\.com)\/$/,
    audience: 'audience'
  },
  {
    name: 'Firebase',
    preset: 'firebase',
    issuer: /^https:\/\/securetoken\.google\.com\/(?<projectId>[a-z][a-z\d-]+)$/,
    audience: undefined
  },
  {
    name: 'Google (ID tokens as credentials)',
    preset: 'googleIdToken',
    issuer: /^(?:https:\/\/)?accounts\.google\.com$/,
    audience: 'audience'
  },
  {
    name: 'Supabase',
    preset: 'supabase',
    issuer: /^(?<url>https:\/\/[a-z\d-]+\.supabase\.co)\/auth\/v1$/,
    audience: undefined
  },
  {
    name: 'Clerk',
    preset: 'clerk',
    issuer: /^(?<frontendApiUrl>https:\/\/[a-z\d.-]+\.clerk\.accounts\.dev)$/,
    audience: 'clientIds'
  },
  {
    name: 'Kinde',
    preset: 'kinde',
    issuer: /^https:\/\/(?<domain>[a-z\d-]+\.kinde\.com)$/,
    audience: 'audience'
  },
  {
    name: 'Logto',
    preset: 'logto',
    issuer: /^(?<endpoint>https:\/\/[a-z\d-]+\.logto\.app)\/oidc$/,
    audience: 'audience'
  },
  {
    name: 'Zitadel',
    preset: 'zitadel',
    issuer: /^https:\/\/(?<domain>[a-z\d.-]+\.zitadel\.cloud)$/,
    audience: 'projectId'
  },
  {
    name: 'Ory Network',
    preset: 'hydra',
    issuer: /^(?<issuer>https:\/\/[a-z\d-]+\.projects\.oryapis\.com)$/,
    audience: 'audience'
  },
  {
    name: 'PingOne',
    preset: 'pingone',
    issuer: new RegExp(`^https://(?<domain>auth\\.pingone\\.[a-z.]+)/(?<environmentId>${GUID})/as$`),
    audience: 'audience'
  },
  {
    name: 'Descope',
    preset: 'descope',
    issuer: /^https:\/\/api\.descope\.com\/(?:v1\/apps\/)?(?<projectId>P\w+)$/,
    audience: 'audience'
  },
  {
    name: 'WorkOS',
    preset: 'workos',
    issuer: /^https:\/\/api\.workos\.com\/user_management\/(?<clientId>client_\w+)$/,
    audience: 'audience'
  },
  {
    name: 'authentik',
    preset: 'authentik',
    issuer: /^(?<url>https?:\/\/.+)\/application\/o\/(?<slug>[\w-]+)\/$/,
    audience: 'clientId'
  },
  {
    name: 'Okta',
    preset: 'okta',
    issuer: /^https:\/\/(?<domain>[a-z\d.-]+)\/oauth2\/(?<authorizationServer>\w+)$/,
    endpoints: { jwks_uri: '/v1/keys' },
    audience: 'audience'
  },
  {
    name: 'Auth0',
    preset: 'auth0',
    issuer: /^https:\/\/(?<domain>[a-z\d.-]+)\/$/,
    endpoints: { token_endpoint: 'oauth/token', jwks_uri: '.well-known/jwks.json' },
    audience: 'audience'
  },
  {
    name: 'Duende IdentityServer',
    preset: 'duende',
    issuer: /^(?<authority>https?:\/\/.+)$/,
    endpoints: { jwks_uri: '/.well-known/openid-configuration/jwks' },
    audience: 'audience'
  },
  {
    name: 'Authelia',
    preset: 'authelia',
    issuer: /^(?<url>https?:\/\/.+)$/,
    endpoints: { jwks_uri: '/jwks.json', token_endpoint: '/api/oidc/token' },
    audience: 'audience'
  },
  {
    name: 'Spring Authorization Server',
    preset: 'springAuthorizationServer',
    issuer: ANY_ISSUER,
    endpoints: { jwks_uri: '/oauth2/jwks', token_endpoint: '/oauth2/token' },
    audience: 'audience'
  },
  {
    name: 'Dex',
    preset: 'dex',
    issuer: ANY_ISSUER,
    // The preset of Dex accepts ID tokens: the endpoints of no other product must match.
    endpoints: {
      jwks_uri: '/keys',
      authorization_endpoint: '/auth',
      token_endpoint: '/token',
      device_authorization_endpoint: '/device/code'
    },
    audience: 'clientIds'
  },
  {
    name: 'node-oidc-provider',
    preset: 'nodeOidcProvider',
    issuer: ANY_ISSUER,
    // Glewlwyd has the first three as well.
    endpoints: {
      jwks_uri: '/jwks',
      authorization_endpoint: '/auth',
      token_endpoint: '/token',
      userinfo_endpoint: '/me'
    },
    audience: 'audience'
  },
  {
    name: 'Ory Hydra',
    preset: 'hydra',
    issuer: ANY_ISSUER,
    endpoints: { authorization_endpoint: 'oauth2/auth', token_endpoint: 'oauth2/token' },
    audience: 'audience'
  }
]
