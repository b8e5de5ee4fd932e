/** @import {PrivateJwk} from '../machine/signing-key.mjs' */

export const AUDIENCE = 'https://api.example.test'
const OTHER_AUDIENCE = 'https://other.example.test'

/**
 * The OpenID Connect plugin: PKCE for everyone, resource indicators, DPoP.
 *
 * @param {string} issuer With its path.
 * @param {readonly PrivateJwk[]} keys The first signs.
 * @returns {object} For the admin API.
 */
export function pluginOf(issuer, keys) {
  const resources = [AUDIENCE, OTHER_AUDIENCE]
  const parameters = {
    iss: issuer,
    'jwks-private': JSON.stringify({ keys }),
    'default-kid': keys[0]?.kid,
    'jwks-show': true,
    'jwt-type': 'rsa',
    'jwt-key-size': '256',
    'access-token-duration': 300,
    'refresh-token-duration': 3600,
    'code-duration': 120,
    'refresh-token-rolling': true,
    'allow-non-oidc': true,
    'auth-type-code-enabled': true,
    'auth-type-client-enabled': true,
    'auth-type-refresh-enabled': true,
    'auth-type-token-enabled': false,
    'auth-type-id-token-enabled': false,
    'auth-type-password-enabled': false,
    'auth-type-none-enabled': false,
    'pkce-allowed': true,
    'pkce-required': true,
    'pkce-method-plain-allowed': false,
    'oauth-as-iss-id': true,
    'oauth-dpop-allowed': true,
    'oauth-dpop-iat-duration': 60,
    'subject-type': 'public',
    'resource-allowed': true,
    'resource-scope': { 'orders:read': resources, 'orders:write': resources },
    'resource-client-property': '',
    'resource-scope-and-client-property': false,
    'allowed-scope': ['openid', 'orders:read', 'orders:write'],
    'name-claim': 'on-demand',
    'email-claim': 'no',
    'scope-claim': 'no',
    'address-claim': { type: 'no' },
    claims: [],
    scope: [],
    'additional-parameters': []
  }
  return { module: 'oidc', name: 'oidc', display_name: 'oidc', enabled: true, parameters }
}
