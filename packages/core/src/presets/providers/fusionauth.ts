import type { MachineRule } from '../../context/auth-context.ts'
import { readClaim } from '../../json/claim-path.ts'
import { baseUrl, oneOrMore, text } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What FusionAuth needs to know. */
export interface FusionAuthArguments {
  /** The address of the server. */
  readonly url: string
  /** The issuer in the settings of the tenant: any text, often just a domain. */
  readonly issuer: string
  /** The id of the application that clients sign in to, or of the target entity that machines request. */
  readonly audience: string | readonly string[]
}

/** The grants are in the header, from version 1.60 on in the claims. */
const isMachine: MachineRule = ({ header, claims }) => {
  const grants = readClaim(claims, 'gty') ?? readClaim(header, 'gty')
  return Array.isArray(grants) ? grants.includes('client_credentials') : undefined
}

/**
 * FusionAuth, with an RSA or EC key instead of the default HMAC.
 *
 * @example
 *
 * ```ts
 * import { fusionauth } from '@portcullis/core/presets'
 *
 * const options = fusionauth({
 *   url: 'https://auth.example.com',
 *   issuer: 'acme.com',
 *   audience: '6e74172b-be56-4843-9ff4-e66a39bb12e3'
 * })
 * ```
 */
export const fusionauth: Preset<FusionAuthArguments> = definePreset<FusionAuthArguments>('fusionauth', {
  product: describeProduct('FusionAuth', undefined),
  arguments: {
    url: baseUrl("the address of the server, such as 'https://auth.example.com'"),
    issuer: text("the issuer in the settings of the tenant, such as 'acme.com'"),
    audience: oneOrMore(text('the id of the application, or of the target entity'))
  },
  options: ({ url, issuer, audience: own }) => ({
    issuer,
    jwksUri: `${url}/.well-known/jwks.json`,
    audience: own,
    scopeClaims: ['scope'],
    permissionsClaims: ['permissions'],
    rolesClaims: ['roles'],
    // The client is the audience; `applicationId` would make tokens without scope look like ID tokens.
    clientIdClaims: ['client_id'],
    // From version 1.50 on ID tokens have a scope too.
    idTokenMarkers: ['at_hash', 'c_hash', 'nonce'],
    isMachine,
    hints: {
      algorithm_not_allowed:
        'FusionAuth signs with HS256 by default: assign an RSA or EC key to the application (JWT, Access token signing key)',
      issuer_untrusted:
        'FusionAuth: the issuer is a free text in the tenant (General, Issuer), not the address',
      audience_mismatch:
        'FusionAuth: the audience is the id of the application, or of the target entity for machines'
    }
  })
})
