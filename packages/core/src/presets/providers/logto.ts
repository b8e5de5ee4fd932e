import { audience, baseUrl } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectIsClient } from '../machine-rules.ts'

/** What Logto needs to know. */
export interface LogtoArguments {
  /** The endpoint of the tenant, or the custom domain. */
  readonly endpoint: string
  /** The indicator of the API resource, or `urn:logto:organization:{id}`. */
  readonly audience: string | readonly string[]
}

/**
 * Logto: RFC 9068 tokens, signed with ES384 by default.
 *
 * @example
 *
 * ```ts
 * import { logto } from '@portcullis/core/presets'
 *
 * const options = logto({ endpoint: 'https://acme.logto.app', audience: 'https://api.example.com' })
 * ```
 */
export const logto: Preset<LogtoArguments> = definePreset<LogtoArguments>('logto', {
  product: describeProduct('Logto', 'audience', /^(?<endpoint>https:\/\/[a-z\d-]+\.logto\.app)\/oidc$/),
  arguments: {
    endpoint: baseUrl("the endpoint of the tenant, such as 'https://acme.logto.app'"),
    audience: audience("the indicator of the API resource, such as 'https://api.example.com'")
  },
  options: ({ endpoint, audience: own }) => {
    const issuer = `${endpoint}/oidc`
    return {
      issuer,
      jwksUri: `${issuer}/jwks`,
      audience: own,
      profile: 'rfc9068',
      scopeClaims: ['scope'],
      clientIdClaims: ['client_id'],
      isMachine: subjectIsClient,
      hints: {
        token_opaque:
          'Logto issues opaque tokens if the client requested no API: the client must send "resource" at the authorization and the token endpoint',
        audience_mismatch: 'Logto: the client must send the indicator of the API resource as "resource"',
        scope_insufficient:
          'Logto: scopes come through roles: assign one with the permission to the user or app'
      }
    }
  }
})
