import type { MachineRule } from '../../context/auth-context.ts'
import { readClaim } from '../../json/claim-path.ts'
import { ConfigurationError } from '../../errors/configuration-error.ts'
import { audience, listOf, matching, oneOrMore, optional } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Microsoft Entra ID needs to know. */
export interface EntraArguments {
  /** The directory (tenant) id, or several; never `common` or `organizations`, which are no issuers. */
  readonly tenantId: string | readonly string[]
  /**
   * The application (client) id of the API: that is `aud` in tokens of version 2. For version 1 add the App
   * ID URI (`'api://...'`).
   */
  readonly audience: string | readonly string[]
  /**
   * Versions of tokens that are accepted. `requestedAccessTokenVersion` in the manifest of the API determines
   * which one is issued, not the client.
   *
   * @default [2]
   */
  readonly tokenVersions?: readonly (1 | 2)[]
}

const HOST = 'https://login.microsoftonline.com'
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** The issuer in tokens of a version, and the URL of their keys. */
const PLACES = {
  1: { issuer: 'https://sts.windows.net/{tenantid}/', keys: 'discovery/keys' },
  2: { issuer: `${HOST}/{tenantid}/v2.0`, keys: 'discovery/v2.0/keys' }
} as const

/**
 * Reads `idtyp`, if the application requests it. Delegated permissions belong to a user; without them, the
 * subject of an app is its own object id.
 */
const isMachine: MachineRule = ({ claims, subject }) => {
  if (readClaim(claims, 'idtyp') === 'app') return true
  if (readClaim(claims, 'idtyp') === 'user' || readClaim(claims, 'scp') !== undefined) return false
  return subject !== undefined && subject === readClaim(claims, 'oid') ? true : undefined
}

/** The commonest mistake: an API would refuse every token. */
function requireClientId(own: readonly string[], versions: readonly number[]): readonly string[] {
  if (!versions.includes(2) || own.some((each) => GUID.test(each))) return own
  throw new ConfigurationError(
    'audience',
    'entra(): "audience" must have the application (client) id of the API, a GUID in lower case; tokens of version 2 never name the App ID URI'
  )
}

/**
 * Microsoft Entra ID (Azure AD), for your own API.
 *
 * @example
 *
 * ```ts
 * import { entra } from '@portcullis/core/presets'
 *
 * const options = entra({
 *   tenantId: '72f988bf-0000-4000-8000-2d7cd011db47',
 *   audience: '6e74172b-be56-4843-9ff4-e66a39bb12e3'
 * })
 * ```
 */
export const entra: Preset<EntraArguments> = definePreset<EntraArguments>('entra', {
  product: describeProduct(
    'Microsoft Entra ID',
    'audience',
    /^https:\/\/login\.microsoftonline\.com\/(?<tenantId>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/v2\.0$/,
    {
      issuer: /^https:\/\/sts\.windows\.net\/(?<tenantId>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/$/,
      name: 'Microsoft Entra ID (tokens of version 1)',
      fixed: { tokenVersions: [1] }
    }
  ),
  arguments: {
    tenantId: oneOrMore(
      matching(GUID, "the directory (tenant) id, a GUID in lower case; not 'common' and not a domain name")
    ),
    audience: audience('the application (client) id of the API, a GUID; for version 1, its App ID URI too'),
    tokenVersions: optional(
      listOf({ what: '1 or 2', isOptional: false, isValid: (value) => value === 1 || value === 2 })
    )
  },
  options: ({ tenantId, audience: own, tokenVersions = [2] }) => ({
    issuers: [tenantId].flat().flatMap((tenant) =>
      tokenVersions.map((version) => ({
        issuer: PLACES[version].issuer.replace('{tenantid}', tenant),
        jwksUri: `${HOST}/${tenant}/${PLACES[version].keys}`,
        // If client and API are one registration, ID tokens have everything else, roles above all.
        accessTokenMarkers: ['azp', 'appid']
      }))
    ),
    audience: requireClientId([own].flat(), tokenVersions),
    algorithms: ['RS256'],
    scopeClaims: ['scp'],
    rolesClaims: ['roles'],
    clientIdClaims: ['azp', 'appid'],
    isMachine,
    hints: {
      issuer_untrusted:
        'in Entra ID: App registrations, the API, Manifest, "requestedAccessTokenVersion": 2; or accept version 1 with "tokenVersions"; and list every tenant in "tenantId"',
      audience_mismatch:
        'in Entra ID: the client must request the scope api://{client id of the API}/{scope}; "aud" in version 2 is the client id of the API, in version 1 its App ID URI',
      signature_invalid:
        'only Microsoft can verify a token for Microsoft Graph; an app with claims mapping has its own keys: set "jwksUri" with ?appid={client id}',
      key_not_found:
        'an app with claims mapping or a custom signing key has its own keys: set "jwksUri" with ?appid={client id}',
      scope_insufficient:
        'in Entra ID, an app without a user has app roles instead of scopes: check them with requireRoles(...)',
      role_insufficient:
        'in Entra ID: App registrations, the API, App roles; then Enterprise applications, the API, Users and groups'
    }
  })
})
