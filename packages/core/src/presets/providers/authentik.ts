import { baseUrl, matching, optional, text } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What authentik needs to know. */
export interface AuthentikArguments {
  /** The address of the server. */
  readonly url: string
  /** The slug of the application. */
  readonly slug: string
  /** The client id of its provider, which is the audience of its tokens. */
  readonly clientId: string
  /**
   * The issuer mode of the provider.
   *
   * @default 'per_provider'
   */
  readonly issuerMode?: 'per_provider' | 'global'
}

/**
 * authentik. The client is the audience, so it can call only one API.
 *
 * @example
 *
 * ```ts
 * import { authentik } from '@portcullis/core/presets'
 *
 * const options = authentik({ url: 'https://id.example.com', slug: 'orders', clientId: 'orders-client' })
 * ```
 */
export const authentik: Preset<AuthentikArguments> = definePreset<AuthentikArguments>('authentik', {
  product: describeProduct(
    'authentik',
    'clientId',
    /^(?<url>https?:\/\/.+)\/application\/o\/(?<slug>[\w-]+)\/$/
  ),
  arguments: {
    url: baseUrl("the address of the server, such as 'https://auth.example.com'"),
    slug: matching(/^[\w-]+$/, "the slug of the application, such as 'orders'"),
    clientId: text('the client id of the provider'),
    issuerMode: optional(matching(/^(?:per_provider|global)$/, "'per_provider' or 'global'"))
  },
  options: ({ url, slug, clientId, issuerMode = 'per_provider' }) => {
    const application = `${url}/application/o/${slug}/`
    return {
      issuer: issuerMode === 'global' ? `${url}/` : application,
      jwksUri: `${application}jwks/`,
      audience: clientId,
      scopeClaims: ['scope'],
      rolesClaims: ['groups', 'roles'],
      clientIdClaims: ['azp', 'client_id'],
      hints: {
        algorithm_not_allowed:
          'authentik signs with the client secret (HS256) if no signing key is selected: Providers, the provider, Signing Key',
        token_is_id_token:
          'authentik: access tokens have a "scope", ID tokens have none: the client must send the access token',
        audience_mismatch: 'authentik: the audience is the client id of the provider that issued the token',
        issuer_untrusted: 'authentik: compare the slug, the trailing slash and "issuerMode"'
      }
    }
  }
})
