import { audience, issuer } from '../argument-rules.ts'
import { ANY_ISSUER, definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectIsClient } from '../machine-rules.ts'

/** What Ory Hydra needs to know. */
export interface HydraArguments {
  /** `urls.self.issuer` of the configuration; at Ory Network `https://{slug}.projects.oryapis.com`. */
  readonly issuer: string
  /** The audience that clients request. */
  readonly audience: string | readonly string[]
}

/**
 * Ory Hydra and Ory Network, with JWT access tokens.
 *
 * @example
 *
 * ```ts
 * import { hydra } from '@portcullis/core/presets'
 *
 * const options = hydra({ issuer: 'https://auth.example.com/', audience: 'https://api.example.com' })
 * ```
 */
export const hydra: Preset<HydraArguments> = definePreset<HydraArguments>('hydra', {
  product: describeProduct(
    'Ory Hydra',
    'audience',
    { issuer: /^(?<issuer>https:\/\/[a-z\d-]+\.projects\.oryapis\.com)$/, name: 'Ory Network' },
    {
      issuer: ANY_ISSUER,
      endpoints: { authorization_endpoint: 'oauth2/auth', token_endpoint: 'oauth2/token' }
    }
  ),
  arguments: {
    issuer: issuer('https://auth.example.com/'),
    audience: audience("the audience that clients request, such as 'https://api.example.com'")
  },
  options: ({ issuer: own, audience: values }) => ({
    issuer: own,
    audience: values,
    scopeClaims: ['scp', 'scope'],
    permissionsClaims: ['permissions', ['ext', 'permissions']],
    rolesClaims: ['roles', ['ext', 'roles']],
    clientIdClaims: ['client_id'],
    isMachine: subjectIsClient,
    hints: {
      token_opaque:
        'Hydra issues opaque tokens (ory_at_...) by default: set strategies.access_token to jwt, or access_token_strategy of the client',
      audience_mismatch:
        'Hydra: the client must send "audience", and the audience must be in its list; otherwise "aud" is empty'
    }
  })
})
