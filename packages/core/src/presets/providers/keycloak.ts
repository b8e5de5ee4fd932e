import type { MachineRule } from '../../context/auth-context.ts'
import { readClaim } from '../../json/claim-path.ts'
import { audience, baseUrl, listOf, matching, optional, text } from '../argument-rules.ts'
import { requireAllowedHttp } from '../../options/require-allowed-http.ts'
import {
  definePreset,
  describeProduct,
  type NetworkArguments,
  type Preset,
  type PresetOptions
} from '../define-preset.ts'

/** What Keycloak needs to know. */
export interface KeycloakArguments {
  /**
   * The address of the server for clients and browsers, without the realm: `'https://sso.example.com'`,
   * before version 17 `'https://sso.example.com/auth'`.
   */
  readonly url: string
  /** The name of the realm. */
  readonly realm: string
  /** The value that the audience mapper puts into `aud`: the client id of the API, or your own text. */
  readonly audience: string | readonly string[]
  /** Clients whose client roles count in addition to realm roles: usually the API itself. */
  readonly clientRoles?: readonly string[]
  /**
   * The address at which this API reaches the server, if it differs: `'http://keycloak:8080'`. Plain http
   * needs `dangerouslyAllowHttp`, except on the loopback interface.
   */
  readonly internalUrl?: string
}

const SERVICE_ACCOUNT = 'service-account-'

/**
 * Service accounts have a user of that name and the claim `client_id`, users have a session. Lightweight and
 * exchanged tokens may have none of the three.
 */
const isMachine: MachineRule = ({ claims }) => {
  const name = readClaim(claims, 'preferred_username')
  const isClient = typeof readClaim(claims, 'client_id') === 'string'
  const isServiceAccount = typeof name === 'string' && name.startsWith(SERVICE_ACCOUNT)
  if (isClient && isServiceAccount) return true
  if (readClaim(claims, 'sid') !== undefined) return false
  return isClient || isServiceAccount ? true : undefined
}

/** Errors name the argument that the user wrote, not the option that it becomes. */
function addresses({
  url,
  realm,
  internalUrl,
  dangerouslyAllowHttp = []
}: KeycloakArguments & NetworkArguments): PresetOptions {
  const option = internalUrl === undefined ? 'url' : 'internalUrl'
  const named = { option, name: `keycloak(): "${option}"`, url: internalUrl ?? url }
  requireAllowedHttp(named, dangerouslyAllowHttp)
  const issuer = `${url}/realms/${realm}`
  if (internalUrl === undefined) return { issuer }
  return { issuer, jwksUri: `${internalUrl}/realms/${realm}/protocol/openid-connect/certs` }
}

/**
 * Keycloak, and products based on it (Red Hat build of Keycloak, Phase Two, Cloud-IAM).
 *
 * @example
 *
 * ```ts
 * import { keycloak } from '@portcullis/core/presets'
 *
 * const options = keycloak({ url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' })
 * ```
 */
export const keycloak: Preset<KeycloakArguments> = definePreset<KeycloakArguments>('keycloak', {
  product: describeProduct('Keycloak', 'audience', /^(?<url>https?:\/\/.+)\/realms\/(?<realm>[\w.~-]+)$/),
  arguments: {
    url: baseUrl("the address of the server without the realm, such as 'https://sso.example.com'"),
    realm: matching(/^[\w.~-]+$/, "the name of the realm, such as 'shop', the last part of its issuer"),
    audience: audience("the audience that the mapper adds, such as the client id of the API: 'orders-api'"),
    clientRoles: optional(listOf(text("a client id, such as 'orders-api'"))),
    internalUrl: optional(baseUrl("the address of the server inside, such as 'http://localhost:8080'"))
  },
  options: ({ audience: own, clientRoles = [], ...server }) => ({
    ...addresses({ audience: own, ...server }),
    audience: own,
    scopeClaims: ['scope'],
    rolesClaims: [
      ['realm_access', 'roles'],
      ...clientRoles.map((client) => ['resource_access', client, 'roles'])
    ],
    clientIdClaims: ['azp', 'client_id'],
    isMachine,
    hints: {
      issuer_untrusted:
        'Keycloak builds "iss" from the host name of the token request: start it with --hostname; pass the public address as "url" and the internal one as "internalUrl"',
      metadata_issuer_mismatch:
        'Keycloak names the host of the request: start it with --hostname, and pass the internal address as "internalUrl"',
      audience_mismatch:
        'in Keycloak: Clients, the client that signs in, Client scopes, its dedicated scope, Add mapper, Audience',
      audience_missing:
        'in Keycloak: a lightweight access token has no audience (turn it off: Clients, Advanced); otherwise add an audience mapper to the client that signs in',
      algorithm_not_allowed:
        'Keycloak refresh tokens are JWTs with HS512: the client must send the access token',
      confirmation_unsupported:
        'Keycloak binds a token whenever a DPoP proof was sent for it, whatever the settings of the client',
      role_insufficient:
        'client roles count only for the clients in "clientRoles", and the client scope "roles" must be assigned'
    }
  })
})
