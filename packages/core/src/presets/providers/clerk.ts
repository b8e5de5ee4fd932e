import { audience, baseUrl, listOf, optional, text } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectBegins } from '../machine-rules.ts'

/** What Clerk needs to know; one of `clientIds`, `authorizedParties` and `audience` at least. */
export interface ClerkArguments {
  /** The Frontend API URL of the instance. */
  readonly frontendApiUrl: string
  /** The ids of the OAuth applications whose tokens are accepted: OAuth tokens of Clerk have no audience. */
  readonly clientIds?: readonly string[]
  /**
   * The origins whose session tokens are accepted. A session belongs to no OAuth client: `clientId` of the
   * context is its origin.
   */
  readonly authorizedParties?: readonly string[]
  /** The audience, if tokens have one: a machine id for M2M tokens, or what a JWT template adds. */
  readonly audience?: string | readonly string[]
}

/**
 * Clerk: OAuth tokens, session tokens and M2M tokens, if they are JWTs.
 *
 * @example
 *
 * ```ts
 * import { clerk } from '@portcullis/core/presets'
 *
 * const options = clerk({
 *   frontendApiUrl: 'https://clerk.example.com',
 *   clientIds: ['client_2VTWUzvGC5UhdJCN']
 * })
 * ```
 */
export const clerk: Preset<ClerkArguments> = definePreset<ClerkArguments>('clerk', {
  product: describeProduct(
    'Clerk',
    'clientIds',
    /^(?<frontendApiUrl>https:\/\/[a-z\d.-]+\.clerk\.accounts\.dev)$/
  ),
  arguments: {
    frontendApiUrl: baseUrl("the Frontend API URL, such as 'https://clerk.example.com'"),
    clientIds: optional(listOf(text('the client id of an OAuth application'))),
    authorizedParties: optional(listOf(baseUrl("an origin, such as 'https://app.example.com'"))),
    audience: optional(audience('an audience'))
  },
  oneOf: ['clientIds', 'authorizedParties', 'audience'],
  options: ({ frontendApiUrl, clientIds = [], authorizedParties = [], audience: own = [] }) => {
    const parties = [...clientIds, ...authorizedParties]
    const values = [own].flat()
    return {
      issuer: frontendApiUrl,
      jwksUri: `${frontendApiUrl}/.well-known/jwks.json`,
      audience: parties.length === 0 ? values : { clientIds: parties, ...(own.length > 0 && { values }) },
      algorithms: ['RS256'],
      scopeClaims: ['scope', 'scp', 'scopes'],
      permissionsClaims: ['org_permissions'],
      rolesClaims: ['org_role', ['o', 'rol']],
      clientIdClaims: ['client_id', 'azp'],
      isMachine: subjectBegins('mch_', 'user_'),
      hints: {
        token_opaque:
          'Clerk: let the OAuth application (or the machine) issue JWT access tokens; API keys (ak_...) are always opaque',
        audience_mismatch:
          'Clerk: list the OAuth application in "clientIds", the origin of a session in "authorizedParties", or the machine id in "audience"',
        audience_missing: 'Clerk: list the OAuth application in "clientIds"',
        token_expired:
          'Clerk: session tokens are valid for a minute: get a new one with getToken() for each request'
      }
    }
  }
})
