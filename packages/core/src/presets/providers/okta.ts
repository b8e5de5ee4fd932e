import type { MachineRule } from '../../context/auth-context.ts'
import { readClaim } from '../../json/claim-path.ts'
import { audience, matching, optional } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Okta needs to know. */
export interface OktaArguments {
  /** The Okta domain, or your custom one. */
  readonly domain: string
  /**
   * The id of the custom authorization server. The org authorization server issues tokens for Okta itself,
   * which only Okta can verify.
   *
   * @default 'default'
   */
  readonly authorizationServer?: string
  /** The audience in the settings of the authorization server. */
  readonly audience: string | readonly string[]
}

/** Users have an id, and the subject of a machine is its client. Tokens by exchange have neither. */
const isMachine: MachineRule = ({ claims, subject, clientId }) => {
  if (typeof readClaim(claims, 'uid') === 'string') return false
  return clientId !== '' && subject === clientId ? true : undefined
}

/**
 * Okta, with a custom authorization server.
 *
 * @example
 *
 * ```ts
 * import { okta } from '@portcullis/core/presets'
 *
 * const options = okta({ domain: 'acme.okta.com', audience: 'api://default' })
 * ```
 */
export const okta: Preset<OktaArguments> = definePreset<OktaArguments>('okta', {
  product: describeProduct('Okta', 'audience', {
    issuer: /^https:\/\/(?<domain>[a-z\d.-]+)\/oauth2\/(?<authorizationServer>\w+)$/,
    endpoints: { jwks_uri: '/v1/keys' }
  }),
  arguments: {
    domain: matching(
      /^(?![^.]*-admin\.)[a-z\d](?:[a-z\d.-]*[a-z\d])$/,
      "the Okta domain, such as 'acme.okta.com': the host alone, in lower case, without https://, and not the one with -admin"
    ),
    authorizationServer: optional(
      matching(
        /^\w+$/,
        "the id of a custom authorization server: 'default', or such as 'aus9jh6hizeR7uMag0g7'"
      )
    ),
    audience: audience("the audience of the authorization server, such as 'api://default'")
  },
  options: ({ domain, authorizationServer = 'default', audience: own }) => {
    const issuer = `https://${domain}/oauth2/${authorizationServer}`
    return {
      issuer,
      jwksUri: `${issuer}/v1/keys`,
      audience: own,
      algorithms: ['RS256'],
      scopeClaims: ['scp', 'scope'],
      rolesClaims: ['groups', 'roles'],
      clientIdClaims: ['cid', 'client_id'],
      isMachine,
      hints: {
        issuer_untrusted:
          'in Okta: Security, API, Authorization Servers shows the issuer of each; the client must use the same one',
        audience_mismatch:
          'in Okta: Security, API, Authorization Servers, the server, Settings, Audience; clients cannot request another one',
        key_not_found:
          'a token of the org authorization server (issuer without /oauth2/) cannot be verified: its keys are not published',
        scope_insufficient:
          'in Okta: the scope must exist at the authorization server, and a rule of its access policies must grant it to the client',
        role_insufficient: 'in Okta: add a claim "groups" for access tokens to the authorization server'
      }
    }
  }
})
