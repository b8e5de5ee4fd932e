import { audience, baseUrl, matching, optional } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Descope needs to know. */
export interface DescopeArguments {
  /** The project id. */
  readonly projectId: string
  /** The audience; session tokens have one only if a JWT template adds it. */
  readonly audience: string | readonly string[]
  /**
   * The address of the API of Descope, or your custom domain.
   *
   * @default 'https://api.descope.com'
   */
  readonly baseUrl?: string
}

/**
 * Descope: session tokens and tokens of inbound apps. Roles inside `tenants` are not read.
 *
 * @example
 *
 * ```ts
 * import { descope } from '@portcullis/core/presets'
 *
 * const options = descope({ projectId: 'P2abcDEF', audience: 'https://api.example.com' })
 * ```
 */
export const descope: Preset<DescopeArguments> = definePreset<DescopeArguments>('descope', {
  product: describeProduct(
    'Descope',
    'audience',
    /^https:\/\/api\.descope\.com\/(?:v1\/apps\/)?(?<projectId>P\w+)$/
  ),
  arguments: {
    projectId: matching(/^P\w+$/, "the project id, such as 'P2abc...'"),
    audience: audience("the audience that the JWT template adds, such as 'https://api.example.com'"),
    baseUrl: optional(baseUrl("the address of the API, such as 'https://api.descope.com'"))
  },
  options: ({ projectId, audience: own, baseUrl: address = 'https://api.descope.com' }) => ({
    issuers: [projectId, `${address}/${projectId}`, `${address}/v1/apps/${projectId}`].map((issuer) => ({
      issuer,
      jwksUri: `${address}/v2/keys/${projectId}`
    })),
    audience: own,
    algorithms: ['RS256'],
    scopeClaims: ['scope'],
    permissionsClaims: ['permissions'],
    rolesClaims: ['roles'],
    hints: {
      audience_missing:
        'Descope: add "aud" to session tokens with a JWT template (Project Settings, JWT Templates)',
      role_insufficient: 'Descope: roles inside "tenants" are not read: check them with requireClaim(...)'
    }
  })
})
