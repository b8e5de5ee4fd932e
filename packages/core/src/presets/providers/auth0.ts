import type { MachineRule } from '../../context/auth-context.ts'
import { readClaim } from '../../json/claim-path.ts'
import { audience, host, oneOrMore } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Auth0 needs to know. */
export interface Auth0Arguments {
  /**
   * The domain of the tenant, or your custom domain; both, if clients use both: the issuer of a token is the
   * domain that the client used.
   */
  readonly domain: string | readonly string[]
  /** The identifier of the API, as in its settings, trailing slash included. */
  readonly audience: string | readonly string[]
}

/**
 * `gty` names client credentials, except in the RFC 9068 profile, which has no `gty`: there, the subject
 * decides. User ids always contain a bar. Agents and agent subject claims are not recognized.
 */
const isMachine: MachineRule = ({ claims, subject = '', clientId }) => {
  if (readClaim(claims, 'gty') === 'client-credentials') return true
  if (subject.includes('|')) return false
  return clientId !== '' && subject === `${clientId}@clients` ? true : undefined
}

/**
 * Auth0.
 *
 * @example
 *
 * ```ts
 * import { auth0 } from '@portcullis/core/presets'
 *
 * const options = auth0({ domain: 'acme.eu.auth0.com', audience: 'https://orders.example.com/' })
 * ```
 */
export const auth0: Preset<Auth0Arguments> = definePreset<Auth0Arguments>('auth0', {
  product: describeProduct('Auth0', 'audience', /^https:\/\/(?<domain>[a-z\d.-]+\.auth0\.com)\/$/, {
    issuer: /^https:\/\/(?<domain>[a-z\d.-]+)\/$/,
    endpoints: { token_endpoint: 'oauth/token', jwks_uri: '.well-known/jwks.json' }
  }),
  arguments: {
    domain: oneOrMore(host("the domain of the tenant, such as 'acme.eu.auth0.com', or the custom domain")),
    audience: audience("the identifier of the API, such as 'https://orders.example.com/'")
  },
  options: ({ domain, audience: own }) => ({
    issuers: [domain].flat().map((each) => ({
      issuer: `https://${each}/`,
      jwksUri: `https://${each}/.well-known/jwks.json`
    })),
    audience: own,
    algorithms: ['RS256', 'PS256'],
    scopeClaims: ['scope'],
    permissionsClaims: ['permissions'],
    rolesClaims: ['roles'],
    clientIdClaims: ['client_id', 'azp'],
    isMachine,
    hints: {
      token_opaque:
        'Auth0 issues opaque tokens if the client requested no audience: the client must send "audience" with the identifier of the API',
      token_encrypted:
        'Auth0 issues encrypted tokens if the client requested no audience: the client must send "audience" with the identifier of the API',
      issuer_untrusted:
        'Auth0 issuers end with a slash and name the domain that the client uses: also list the custom domain in "domain"',
      audience_mismatch:
        'the client must send the identifier of the API as "audience" to Auth0, trailing slash included',
      algorithm_not_allowed: 'in Auth0: Applications, APIs, the API, Settings, Signing Algorithm: RS256',
      confirmation_unsupported: 'in Auth0: Applications, APIs, the API, Settings, Token Sender-Constraining',
      permission_insufficient:
        'in Auth0: Applications, APIs, the API, Settings: enable RBAC and "Add Permissions in the Access Token"'
    }
  })
})
