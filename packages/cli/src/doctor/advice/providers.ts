import { stringMember, type JsonObject } from '../../http/json.ts'

/** How a preset wants to be told the audience. */
export type AudienceArgument = 'audience' | 'clientIds'

/** One authorization server product that has a preset, and how its issuers look. */
export interface ProviderRow {
  readonly name: string
  /** the preset function, exported by core and both adapters */
  readonly preset: string
  /** its named groups are the arguments of the preset, in order */
  readonly issuer: RegExp
  /** for issuers that could be anybody's: what the metadata of this product looks like */
  readonly fingerprint?: (document: JsonObject, issuer: string) => boolean
  readonly audience: AudienceArgument
}

/** The products we recognise, the most specific first. */
export const PROVIDERS: readonly ProviderRow[] = [
  {
    name: 'Keycloak',
    preset: 'keycloak',
    issuer: /^(?<url>https?:\/\/.+)\/realms\/(?<realm>[^/]+)$/,
    audience: 'audience'
  },
  {
    name: 'Microsoft Entra ID',
    preset: 'entra',
    issuer: /^https:\/\/login\.microsoftonline\.com\/(?<tenantId>[\da-f-]{36})\/v2\.0$/,
    audience: 'audience'
  },
  {
    name: 'Amazon Cognito',
    preset: 'cognito',
    issuer: /^https:\/\/(?:issuer-)?cognito-idp\.(?<region>[^.]+)\.amazonaws\.com\/(?<userPoolId>[^/]+)$/,
    audience: 'clientIds'
  },
  {
    name: 'Okta',
    preset: 'okta',
    issuer: /^https:\/\/(?<domain>[^/]+)\/oauth2\/(?<authorizationServer>[^/]+)$/,
    fingerprint: (document, issuer) => stringMember(document, 'jwks_uri') === `${issuer}/v1/keys`,
    audience: 'audience'
  },
  {
    name: 'Auth0',
    preset: 'auth0',
    issuer: /^https:\/\/(?<domain>[^/]+\.auth0\.com)\/$/,
    audience: 'audience'
  },
  {
    name: 'Auth0',
    preset: 'auth0',
    issuer: /^https:\/\/(?<domain>[^/]+)\/$/,
    fingerprint: (document, issuer) => stringMember(document, 'token_endpoint') === `${issuer}oauth/token`,
    audience: 'audience'
  }
]
