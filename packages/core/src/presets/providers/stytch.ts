import { audience, host, matching, optional } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectBegins } from '../machine-rules.ts'

/** What Stytch needs to know. */
export interface StytchArguments {
  /** The project id; it says whether this is the test or the live environment. */
  readonly projectId: string
  /** The custom domain, or the domain of the project, which tokens of Connected Apps name. */
  readonly domain?: string
  /**
   * The product.
   *
   * @default 'consumer'
   */
  readonly product?: 'consumer' | 'b2b'
  /**
   * The audience, if Connected Apps have their own.
   *
   * @default the project id
   */
  readonly audience?: string | readonly string[]
}

const KEY_PATHS = { consumer: 'v1/sessions/jwks', b2b: 'v1/b2b/sessions/jwks' } as const

/**
 * Stytch: session tokens, M2M tokens and tokens of Connected Apps.
 *
 * @example
 *
 * ```ts
 * import { stytch } from '@portcullis/core/presets'
 *
 * const options = stytch({
 *   projectId: 'project-live-11111111-2222-4333-8444-555555555555',
 *   domain: 'login.example.com'
 * })
 * ```
 */
export const stytch: Preset<StytchArguments> = definePreset<StytchArguments>('stytch', {
  product: describeProduct('Stytch', undefined),
  arguments: {
    projectId: matching(/^project-(?:test|live)-[\da-f-]+$/, "the project id, such as 'project-live-...'"),
    domain: optional(host("the domain of the project, such as 'login.example.com'")),
    product: optional(matching(/^(?:consumer|b2b)$/, "'consumer' or 'b2b'")),
    audience: optional(audience('the custom audience of the Connected App'))
  },
  options: ({ projectId, domain, product = 'consumer', audience: own = projectId }) => {
    const server = projectId.startsWith('project-test-') ? 'test.stytch.com' : 'api.stytch.com'
    const jwksUri = `https://${server}/${KEY_PATHS[product]}/${projectId}`
    const names = [`stytch.com/${projectId}`, ...(domain === undefined ? [] : [`https://${domain}`])]
    return {
      issuers: names.map((issuer) => ({ issuer, jwksUri })),
      audience: own,
      algorithms: ['RS256'],
      scopeClaims: ['scope'],
      clientIdClaims: ['client_id'],
      isMachine: subjectBegins('m2m-client-', product === 'b2b' ? 'member-' : 'user-'),
      hints: {
        issuer_untrusted:
          'Stytch: the issuer of tokens is stytch.com/{project id} or your domain: pass it as "domain"; test and live are two projects',
        token_opaque: 'Stytch: send the session JWT, not the session token'
      }
    }
  }
})
