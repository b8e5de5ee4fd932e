import { randomBytes } from 'node:crypto'
import { errors } from 'oidc-provider'
import { AUDIENCE, INTROSPECTOR, OPAQUE_AUDIENCE, REDIRECT_URI, SECRETS } from './registered.mjs'

/**
 * @import {
 *   ClientMetadata,
 *   Configuration,
 *   KoaContextWithOIDC
 * } from 'oidc-provider'
 */

const RESOURCES = new Set([AUDIENCE, OPAQUE_AUDIENCE, 'https://other.example.test'])

/**
 * PKCE for everyone, and a JWT access token (RFC 9068) for whoever says with `resource` what it is for (RFC
 * 8707).
 *
 * @param {Configuration['jwks']} jwks Private keys; the first of an algorithm signs.
 * @returns {Configuration} For `new Provider`.
 */
export function configurationOf(jwks) {
  return {
    ...(jwks === undefined ? {} : { jwks }),
    cookies: { keys: ['known-to-everyone'] },
    scopes: ['openid', 'offline_access'],
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    pkce: { required: () => true },
    issueRefreshToken: (_context, _client, code) => code.scopes.has('offline_access'),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 300,
      ClientCredentials: 300,
      IdToken: 300,
      RefreshToken: 3600,
      Session: 3600,
      Grant: 3600,
      Interaction: 600
    },
    extraTokenClaims: (_context, token) => (token.kind === 'AccessToken' ? { roles: ['clerk'] } : undefined),
    features: {
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      introspection: { enabled: true, allowedPolicy: (_context, client) => client.clientId === INTROSPECTOR },
      jwtIntrospection: { enabled: true },
      revocation: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => false },
      resourceIndicators: { enabled: true, useGrantedResource: () => true, getResourceServerInfo }
    },
    clients: [
      publicClient('spa'),
      publicClient('spa-es256'),
      publicClient('spa-dpop'),
      nativeClient('native'),
      worker('worker'),
      worker('workeres256'),
      { ...worker(INTROSPECTOR), introspection_signed_response_alg: 'RS256' }
    ]
  }
}

/**
 * @param {KoaContextWithOIDC} _context Of the request.
 * @param {string} resource What the token is for.
 * @param {{ clientId: string }} client Whose it is; its name says which algorithm it gets.
 */
function getResourceServerInfo(_context, resource, client) {
  // An API of a test is on this machine, at any port.
  const isOfTest = new URL(resource).hostname === '127.0.0.1'
  if (!RESOURCES.has(resource) && !isOfTest) throw new errors.InvalidTarget()
  const alg = client.clientId.endsWith('es256')
    ? /** @type {const} */ ('ES256')
    : /** @type {const} */ ('RS256')
  return {
    scope: 'orders:read orders:write',
    audience: resource,
    accessTokenTTL: 300,
    ...(resource === OPAQUE_AUDIENCE
      ? { accessTokenFormat: /** @type {const} */ ('opaque') }
      : { accessTokenFormat: /** @type {const} */ ('jwt'), jwt: { sign: { alg } } })
  }
}

/**
 * @param {string} clientId Its name.
 * @returns {ClientMetadata} A client without a secret, of a person.
 */
function publicClient(clientId) {
  return {
    client_id: clientId,
    token_endpoint_auth_method: 'none',
    application_type: 'web',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [REDIRECT_URI],
    dpop_bound_access_tokens: clientId.endsWith('dpop')
  }
}

/**
 * @param {string} clientId Its name.
 * @returns {ClientMetadata} A client on the machine of a person; its redirect URI has any port (RFC 8252).
 */
function nativeClient(clientId) {
  return {
    ...publicClient(clientId),
    application_type: 'native',
    grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
    redirect_uris: ['http://127.0.0.1/callback']
  }
}

/**
 * @param {keyof typeof SECRETS} clientId Its name.
 * @returns {ClientMetadata} A client of no person.
 */
function worker(clientId) {
  return {
    client_id: clientId,
    client_secret: SECRETS[clientId],
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: []
  }
}
