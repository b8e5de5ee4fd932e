import type { MachineRule } from '../../context/auth-context.ts'
import { readClaim } from '../../json/claim-path.ts'
import { baseUrl } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Supabase needs to know. */
export interface SupabaseArguments {
  /** The URL of the project (`SUPABASE_URL`), or its custom domain. */
  readonly url: string
}

/** Every token has a role of the database. */
const isMachine: MachineRule = ({ claims }) => {
  const role = readClaim(claims, 'role')
  if (role === 'service_role') return true
  return role === 'authenticated' ? false : undefined
}

/**
 * Supabase Auth, with asymmetric signing keys. All tokens have the same audience.
 *
 * @example
 *
 * ```ts
 * import { supabase } from '@portcullis/core/presets'
 *
 * const options = supabase({ url: 'https://abcdefgh.supabase.co' })
 * ```
 */
export const supabase: Preset<SupabaseArguments> = definePreset<SupabaseArguments>('supabase', {
  product: describeProduct('Supabase', undefined, /^(?<url>https:\/\/[a-z\d-]+\.supabase\.co)\/auth\/v1$/),
  arguments: { url: baseUrl("the URL of the project, such as 'https://abcdefgh.supabase.co'") },
  options: ({ url }) => {
    const issuer = `${url}/auth/v1`
    const move =
      'Supabase: move the project to asymmetric signing keys (Project Settings, JWT Keys): legacy projects sign with a shared secret and publish no keys'
    return {
      issuer,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      audience: 'authenticated',
      algorithms: ['ES256', 'RS256', 'EdDSA', 'Ed25519'],
      scopeClaims: ['scope'],
      rolesClaims: ['role'],
      clientIdClaims: ['client_id'],
      isMachine,
      hints: {
        algorithm_not_allowed: move,
        jwks_invalid: move,
        key_not_found: move,
        audience_mismatch: 'Supabase: the client must send the access token of the session',
        issuer_untrusted:
          'Supabase: the keys "anon" and "service_role" are not user tokens; a custom domain must be in "url"'
      }
    }
  }
})
