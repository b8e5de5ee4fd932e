import { host, matching } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Zitadel needs to know. */
export interface ZitadelArguments {
  /** The domain of the instance, or its custom domain. */
  readonly domain: string
  /** The id of the project that the API is in. */
  readonly projectId: string
}

/**
 * Zitadel. Roles are those of this project: the claim without a project id names those of the client's
 * project, which can be a different one.
 *
 * @example
 *
 * ```ts
 * import { zitadel } from '@portcullis/core/presets'
 *
 * const options = zitadel({ domain: 'acme.zitadel.cloud', projectId: '163840776835430000' })
 * ```
 */
export const zitadel: Preset<ZitadelArguments> = definePreset<ZitadelArguments>('zitadel', {
  product: describeProduct('Zitadel', 'projectId', /^https:\/\/(?<domain>[a-z\d.-]+\.zitadel\.cloud)$/),
  arguments: {
    domain: host("the domain of the instance, such as 'acme.zitadel.cloud'"),
    projectId: matching(/^\d+$/, 'the id of the project, a number as text')
  },
  options: ({ domain, projectId }) => ({
    issuer: `https://${domain}`,
    jwksUri: `https://${domain}/oauth/v2/keys`,
    audience: projectId,
    rolesClaims: [`urn:zitadel:iam:org:project:${projectId}:roles`],
    clientIdClaims: ['client_id', 'azp'],
    hints: {
      token_opaque: 'Zitadel: set the auth token type of the application to JWT (Token Settings)',
      audience_mismatch: `Zitadel: the client must request the scope urn:zitadel:iam:org:project:id:${projectId}:aud`,
      role_insufficient:
        'Zitadel: enable "Assert Roles on Authentication" in the project, or request the scope urn:zitadel:iam:org:projects:roles'
    }
  })
})
