import type { MachineRule } from '../../context/auth-context.ts'
import { readClaim } from '../../json/claim-path.ts'
import { audience, host } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Kinde needs to know. */
export interface KindeArguments {
  /** The domain of the environment, or the custom domain. */
  readonly domain: string
  /** The audience of the API. */
  readonly audience: string | readonly string[]
}

/** Machines say so, and users have a subject. */
const isMachine: MachineRule = ({ claims, subject }) => {
  const gty = readClaim(claims, 'gty')
  if (Array.isArray(gty) && gty.includes('client_credentials')) return true
  return subject === undefined ? undefined : false
}

/**
 * Kinde.
 *
 * @example
 *
 * ```ts
 * import { kinde } from '@portcullis/core/presets'
 *
 * const options = kinde({ domain: 'acme.kinde.com', audience: 'https://api.example.com' })
 * ```
 */
export const kinde: Preset<KindeArguments> = definePreset<KindeArguments>('kinde', {
  product: describeProduct('Kinde', 'audience', /^https:\/\/(?<domain>[a-z\d-]+\.kinde\.com)$/),
  arguments: {
    domain: host("the domain, such as 'acme.kinde.com'"),
    audience: audience("the audience of the API, such as 'https://api.example.com'")
  },
  options: ({ domain, audience: own }) => ({
    issuer: `https://${domain}`,
    jwksUri: `https://${domain}/.well-known/jwks`,
    audience: own,
    algorithms: ['RS256'],
    scopeClaims: ['scp', 'scope'],
    permissionsClaims: ['permissions'],
    clientIdClaims: ['azp', 'client_id'],
    isMachine,
    hints: {
      audience_mismatch:
        'Kinde: register the API, authorize the application for it, and have the client send "audience"; otherwise "aud" is empty'
    }
  })
})
