import type { MachineRule } from '../../context/auth-context.ts'
import { readClaim } from '../../json/claim-path.ts'
import { audience } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Google's ID tokens need to know. */
export interface GoogleIdTokenArguments {
  /**
   * The OAuth client id that users sign in with, or the audience that a service requests (`target_audience`,
   * usually the URL of this API).
   */
  readonly audience: string | readonly string[]
}

/** The address of a service account is given by Google; without an address nothing can be said. */
const isMachine: MachineRule = ({ claims }) => {
  const email = readClaim(claims, 'email')
  if (typeof email !== 'string' || readClaim(claims, 'email_verified') !== true) return undefined
  return email.endsWith('.gserviceaccount.com')
}

/**
 * ID tokens of Google itself as the credential of an API: of a service account that calls another service, or
 * of a user (which OAuth does not intend). Google's access tokens are opaque and cannot protect an API.
 *
 * @example
 *
 * ```ts
 * import { googleIdToken } from '@portcullis/core/presets'
 *
 * const options = googleIdToken({ audience: 'https://api.example.com' })
 * ```
 */
export const googleIdToken: Preset<GoogleIdTokenArguments> = definePreset<GoogleIdTokenArguments>(
  'googleIdToken',
  {
    product: describeProduct(
      'Google (ID tokens as credentials)',
      'audience',
      /^(?:https:\/\/)?accounts\.google\.com$/
    ),
    arguments: {
      audience: audience(
        "the OAuth client id, or the audience that the service requests: 'https://api.example.com'"
      )
    },
    options: ({ audience: own }) => ({
      issuers: ['https://accounts.google.com', 'accounts.google.com'].map((issuer) => ({
        issuer,
        jwksUri: 'https://www.googleapis.com/oauth2/v3/certs'
      })),
      audience: own,
      algorithms: ['RS256'],
      dangerouslyAcceptIdTokens: true,
      scopeClaims: [],
      clientIdClaims: ['azp'],
      isMachine,
      hints: {
        token_opaque: 'access tokens of Google (ya29...) are opaque and meant for Google: send an ID token',
        audience_mismatch: 'Google: a service must request its ID token with this API as target_audience'
      }
    })
  }
)
