import { audience, baseUrl } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectIsClient } from '../machine-rules.ts'

/** What Authelia needs to know. */
export interface AutheliaArguments {
  /** The address of the portal. */
  readonly url: string
  /** One of the audiences in the configuration of the client. */
  readonly audience: string | readonly string[]
}

/**
 * Authelia, with JWT access tokens.
 *
 * @example
 *
 * ```ts
 * import { authelia } from '@portcullis/core/presets'
 *
 * const options = authelia({ url: 'https://auth.example.com', audience: 'https://api.example.com' })
 * ```
 */
export const authelia: Preset<AutheliaArguments> = definePreset<AutheliaArguments>('authelia', {
  product: describeProduct('Authelia', 'audience', {
    issuer: /^(?<url>https?:\/\/.+)$/,
    endpoints: { jwks_uri: '/jwks.json', token_endpoint: '/api/oidc/token' }
  }),
  arguments: {
    url: baseUrl("the address of the portal, such as 'https://auth.example.com'"),
    audience: audience("an audience of the client, such as 'https://api.example.com'")
  },
  options: ({ url, audience: own }) => ({
    issuer: url,
    audience: own,
    scopeClaims: ['scp', 'scope'],
    rolesClaims: ['groups', 'roles'],
    clientIdClaims: ['client_id'],
    isMachine: subjectIsClient,
    hints: {
      token_opaque:
        'Authelia issues opaque tokens (authelia_at_...): set access_token_signed_response_alg of the client to RS256',
      token_encrypted: 'Authelia: remove access_token_encrypted_response_alg from the client',
      audience_mismatch: 'Authelia: the client must send "audience", and it must be in its list'
    }
  })
})
