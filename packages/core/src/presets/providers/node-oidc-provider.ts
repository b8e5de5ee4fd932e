import { audience, issuer } from '../argument-rules.ts'
import { ANY_ISSUER, definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectIsClient } from '../machine-rules.ts'

/** What node-oidc-provider needs to know. */
export interface NodeOidcProviderArguments {
  /** The issuer that the provider was created with. */
  readonly issuer: string
  /** The resource indicator of this API. */
  readonly audience: string | readonly string[]
}

/**
 * The npm package `oidc-provider`, with resource indicators: RFC 9068 tokens.
 *
 * @example
 *
 * ```ts
 * import { nodeOidcProvider } from '@portcullis/core/presets'
 *
 * const options = nodeOidcProvider({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * ```
 */
export const nodeOidcProvider: Preset<NodeOidcProviderArguments> = definePreset<NodeOidcProviderArguments>(
  'nodeOidcProvider',
  {
    // Glewlwyd has the same three first endpoints.
    product: describeProduct('node-oidc-provider', 'audience', {
      issuer: ANY_ISSUER,
      endpoints: {
        jwks_uri: '/jwks',
        authorization_endpoint: '/auth',
        token_endpoint: '/token',
        userinfo_endpoint: '/me'
      }
    }),
    arguments: {
      issuer: issuer('https://auth.example.com'),
      audience: audience("the resource indicator of the API, such as 'https://api.example.com'")
    },
    options: ({ issuer: own, audience: resource }) => ({
      issuer: own,
      audience: resource,
      profile: 'rfc9068',
      scopeClaims: ['scope'],
      clientIdClaims: ['client_id'],
      isMachine: subjectIsClient,
      hints: {
        token_opaque:
          'oidc-provider issues JWTs only for resource indicators: features.resourceIndicators with accessTokenFormat "jwt", and the client must send "resource"',
        audience_mismatch:
          'oidc-provider: the client must send the resource indicator of this API as "resource"'
      }
    })
  }
)
