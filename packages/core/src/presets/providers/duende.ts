import { audience, baseUrl } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectIsMissing } from '../machine-rules.ts'

/** What Duende IdentityServer needs to know. */
export interface DuendeArguments {
  /** The authority: the address of the server. */
  readonly authority: string
  /** The name of the API resource. */
  readonly audience: string | readonly string[]
}

/**
 * Duende IdentityServer, and IdentityServer4.
 *
 * @example
 *
 * ```ts
 * import { duende } from '@portcullis/core/presets'
 *
 * const options = duende({ authority: 'https://id.example.com', audience: 'orders' })
 * ```
 */
export const duende: Preset<DuendeArguments> = definePreset<DuendeArguments>('duende', {
  product: describeProduct('Duende IdentityServer', 'audience', {
    issuer: /^(?<authority>https?:\/\/.+)$/,
    endpoints: { jwks_uri: '/.well-known/openid-configuration/jwks' }
  }),
  arguments: {
    authority: baseUrl("the authority, such as 'https://id.example.com'"),
    audience: audience("the name of the ApiResource, such as 'orders'")
  },
  options: ({ authority, audience: own }) => ({
    issuer: authority,
    audience: own,
    scopeClaims: ['scope'],
    rolesClaims: ['role', 'roles'],
    clientIdClaims: ['client_id'],
    isMachine: subjectIsMissing,
    hints: {
      audience_missing:
        'IdentityServer: the scope belongs to no ApiResource: define one with this scope, its name is the audience',
      audience_mismatch:
        'IdentityServer: the audience is the name of the ApiResource that the scope belongs to; {authority}/resources is not this API',
      token_opaque: 'IdentityServer: set AccessTokenType of the client to Jwt; reference tokens are opaque',
      issuer_untrusted:
        'IdentityServer takes the issuer from the address at which it is called, in lower case: set IssuerUri, or forward the headers of the proxy'
    }
  })
})
