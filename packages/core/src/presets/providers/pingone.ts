import { audience, host, matching, optional } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectIsMissing } from '../machine-rules.ts'

/** What PingOne needs to know. */
export interface PingOneArguments {
  /** The environment id. */
  readonly environmentId: string
  /** The audience of the custom resource. */
  readonly audience: string | readonly string[]
  /**
   * The host of the region.
   *
   * @default 'auth.pingone.com'
   */
  readonly domain?: string
}

/**
 * PingOne, with a custom resource.
 *
 * @example
 *
 * ```ts
 * import { pingone } from '@portcullis/core/presets'
 *
 * const options = pingone({
 *   environmentId: '72f988bf-0000-4000-8000-2d7cd011db47',
 *   domain: 'auth.pingone.eu',
 *   audience: 'https://api.example.com'
 * })
 * ```
 */
export const pingone: Preset<PingOneArguments> = definePreset<PingOneArguments>('pingone', {
  product: describeProduct(
    'PingOne',
    'audience',
    /^https:\/\/(?<domain>auth\.pingone\.[a-z.]+)\/(?<environmentId>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/as$/
  ),
  arguments: {
    environmentId: matching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/, 'the environment id, a UUID'),
    audience: audience("the audience of the custom resource, such as 'https://api.example.com'"),
    domain: optional(host("the host of the region, such as 'auth.pingone.eu'"))
  },
  options: ({ environmentId, audience: own, domain = 'auth.pingone.com' }) => {
    const issuer = `https://${domain}/${environmentId}/as`
    return {
      issuer,
      jwksUri: `${issuer}/jwks`,
      audience: own,
      algorithms: ['RS256'],
      scopeClaims: ['scope'],
      permissionsClaims: ['p1.permissions', 'permissions'],
      clientIdClaims: ['client_id'],
      isMachine: subjectIsMissing,
      hints: {
        audience_mismatch:
          'PingOne: the client must request a scope of the custom resource; a token for the PingOne API is not for this API',
        issuer_untrusted:
          'PingOne: compare the environment id and the region (auth.pingone.com, .eu, .ca, .asia)',
        permission_insufficient: 'PingOne: enable "Include user permissions in access token" in the resource'
      }
    }
  }
})
