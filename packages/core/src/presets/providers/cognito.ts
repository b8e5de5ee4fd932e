import type { MachineRule } from '../../context/auth-context.ts'
import { readClaim } from '../../json/claim-path.ts'
import { audience, listOf, matching, optional, text } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Amazon Cognito needs to know. */
export interface CognitoArguments {
  /** The id of the user pool. */
  readonly userPoolId: string
  /** The ids of the app clients whose tokens are accepted: most tokens of Cognito have no audience. */
  readonly clientIds: readonly string[]
  /** The identifier of this API, if clients request it (resource binding): then `aud` must be it. */
  readonly audience?: string | readonly string[]
  /**
   * The region.
   *
   * @default the first part of the id of the user pool
   */
  readonly region?: string
}

/** The subject of a machine is its client, and users have a name. */
const isMachine: MachineRule = ({ claims, subject, clientId }) => {
  if (readClaim(claims, 'username') !== undefined) return false
  return clientId !== '' && subject === clientId ? true : undefined
}

/**
 * Amazon Cognito user pools.
 *
 * @example
 *
 * ```ts
 * import { cognito } from '@portcullis/core/presets'
 *
 * const options = cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['1example23456789'] })
 * ```
 */
export const cognito: Preset<CognitoArguments> = definePreset<CognitoArguments>('cognito', {
  product: describeProduct(
    'Amazon Cognito',
    'clientIds',
    /^https:\/\/(?:issuer-)?cognito-idp\.(?<region>[a-z\d-]+)\.amazonaws\.com\/(?<userPoolId>[a-z\d-]+_[A-Za-z\d]+)$/
  ),
  arguments: {
    userPoolId: matching(/^[a-z\d-]+_[A-Za-z\d]+$/, "the id of the user pool, such as 'eu-west-1_AbCdEf123'"),
    clientIds: listOf(text('the id of an app client')),
    audience: optional(audience("the identifier that clients send as resource: 'https://api.example.com'")),
    region: optional(matching(/^[a-z\d-]+$/, "the region, such as 'eu-west-1'"))
  },
  options: ({ userPoolId, clientIds, audience: own, region = userPoolId.split('_')[0] }) => {
    const hosts = ['cognito-idp', 'issuer-cognito-idp']
    const issuers = hosts.map((name) => `https://${name}.${region}.amazonaws.com/${userPoolId}`)
    return {
      issuers: issuers.map((issuer) => ({ issuer, jwksUri: `${issuer}/.well-known/jwks.json` })),
      audience: { clientIds, ...(own === undefined ? {} : { values: [own].flat() }) },
      algorithms: ['RS256'],
      scopeClaims: ['scope'],
      rolesClaims: ['cognito:groups'],
      clientIdClaims: ['client_id'],
      isMachine,
      hints: {
        token_not_access_token: 'Cognito: send AccessToken, not IdToken',
        audience_mismatch:
          'Cognito: list the id of the app client in "clientIds"; a token for a resource needs that resource in "audience"',
        issuer_untrusted:
          'Cognito: compare the user pool id; the domain of the login pages is not the issuer',
        scope_insufficient:
          'Cognito: tokens from InitiateAuth (SDK) have only aws.cognito.signin.user.admin; custom scopes are {resource server identifier}/{scope} and need the managed login; groups are roles here',
        role_insufficient: 'Cognito: roles are the groups of the user pool'
      }
    }
  }
})
