import { audience, host, matching, optional } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectBegins } from '../machine-rules.ts'

/** What WorkOS needs to know. */
export interface WorkOSArguments {
  /** The client id of the application. */
  readonly clientId: string
  /** The audience: a resource indicator, or what a JWT template adds to session tokens. */
  readonly audience: string | readonly string[]
  /** The AuthKit domain, for tokens of Connect and for MCP. */
  readonly authkitDomain?: string
}

const API = 'https://api.workos.com'

/**
 * WorkOS AuthKit: session tokens, and tokens of Connect. The keys belong only to one application.
 *
 * @example
 *
 * ```ts
 * import { workos } from '@portcullis/core/presets'
 *
 * const options = workos({
 *   clientId: 'client_01ABC',
 *   audience: 'https://api.example.com',
 *   authkitDomain: 'acme.authkit.app'
 * })
 * ```
 */
export const workos: Preset<WorkOSArguments> = definePreset<WorkOSArguments>('workos', {
  product: describeProduct(
    'WorkOS',
    'audience',
    /^https:\/\/api\.workos\.com\/user_management\/(?<clientId>client_\w+)$/
  ),
  arguments: {
    clientId: matching(/^client_\w+$/, "the client id, such as 'client_01ABC...'"),
    audience: audience("the audience, such as 'https://api.example.com'"),
    authkitDomain: optional(host("the AuthKit domain, such as 'acme.authkit.app'"))
  },
  options: ({ clientId, audience: own, authkitDomain }) => ({
    issuers: [
      ...[API, `${API}/`, `${API}/user_management/${clientId}`].map((issuer) => ({
        issuer,
        jwksUri: `${API}/sso/jwks/${clientId}`
      })),
      ...(authkitDomain === undefined ? [] : [{ issuer: `https://${authkitDomain}` }])
    ],
    audience: own,
    algorithms: ['RS256'],
    scopeClaims: ['scope'],
    permissionsClaims: ['permissions'],
    rolesClaims: ['roles', 'role'],
    clientIdClaims: ['client_id', 'azp'],
    isMachine: subjectBegins('client_', 'user_'),
    hints: {
      audience_missing:
        'WorkOS: session tokens have no audience: add { "aud": "..." } with a JWT template (Authentication, Sessions)',
      audience_mismatch:
        'WorkOS: the resource indicator must be in the list of the environment, and the client must send it as "resource"',
      issuer_untrusted:
        'WorkOS: the issuer of Connect tokens is the AuthKit domain: pass it as "authkitDomain"'
    }
  })
})
