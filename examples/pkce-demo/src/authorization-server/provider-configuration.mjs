import { randomBytes } from 'node:crypto'
import { renderErrorPage } from './pages.mjs'
import { SCOPES } from './resources.mjs'
import { createSigningKeys } from './signing-keys.mjs'

/**
 * @import {
 *   Client,
 *   Configuration,
 *   ResourceServer
 * } from 'oidc-provider'
 */
/**
 * @import {
 *   FindResource,
 *   Resource
 * } from './resources.mjs'
 */

/** The page: a public client, because a browser cannot keep a secret. */
export const PAGE_CLIENT_ID = 'demo-page'

/** `portcullis token`: a native app, which listens on a free port for the response (RFC 8252). */
const COMMAND_CLIENT_ID = 'demo-cli'

/** A program without a user: the `curl` lines in the terminal. */
export const MACHINE_CLIENT_ID = 'demo-terminal'

const HOUR = 3600

/**
 * The configuration of oidc-provider.
 *
 * @param {{ port: number; pageOrigin: string; clientSecret: string; findResource: FindResource }} settings
 * @returns {Promise<Configuration>}
 */
export async function createProviderConfiguration({ port, pageOrigin, clientSecret, findResource }) {
  return {
    jwks: { keys: await createSigningKeys() },
    // Cookies are shared between ports: with the port in the name, two demos on one machine do not disturb each other.
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: `session-${port}`, interaction: `interaction-${port}`, resume: `resume-${port}` }
    },
    clients: createClients(pageOrigin, clientSecret),
    clientBasedCORS: (_ctx, origin) => origin === pageOrigin,
    pkce: { required: () => true },
    // The default also offers the implicit flow, which puts tokens into addresses.
    responseTypes: ['code'],
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    renderError: async (ctx, out) => {
      ctx.type = 'html'
      ctx.body = renderErrorPage({
        title: 'This request cannot be answered',
        detail: out.error_description ?? out.error
      })
    },
    ttl: createLifetimes(),
    features: createFeatures(findResource)
  }
}

/**
 * @param {string} pageOrigin
 * @param {string} clientSecret Of the program without a user.
 * @returns {Configuration['clients']}
 */
function createClients(pageOrigin, clientSecret) {
  return [
    {
      client_id: PAGE_CLIENT_ID,
      client_name: 'Portcullis demo',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [`${pageOrigin}/callback`]
    },
    {
      client_id: COMMAND_CLIENT_ID,
      client_name: 'portcullis token',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1/callback']
    },
    {
      client_id: MACHINE_CLIENT_ID,
      client_secret: clientSecret,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: []
    }
  ]
}

/** @returns {Configuration['ttl']} */
function createLifetimes() {
  return {
    AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 300,
    AuthorizationCode: 60,
    ClientCredentials: HOUR,
    Grant: HOUR,
    IdToken: 300,
    Interaction: HOUR,
    RefreshToken: HOUR,
    Session: HOUR
  }
}

/**
 * @param {FindResource} findResource
 * @returns {Configuration['features']}
 */
function createFeatures(findResource) {
  return {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: async (_ctx, indicator, client) =>
        describeResource(findResource(indicator), client),
      useGrantedResource: () => true
    }
  }
}

/**
 * @param {Resource | undefined} resource
 * @param {Client} client
 * @returns {Promise<ResourceServer>}
 */
async function describeResource(resource, client) {
  if (resource === undefined) {
    const { errors } = await import('oidc-provider')
    throw new errors.InvalidTarget()
  }
  return {
    scope: Object.keys(SCOPES).join(' '),
    audience: resource.audience,
    accessTokenTTL: resource.accessTokenSeconds,
    accessTokenFormat: 'jwt',
    // Both algorithms are in use. The `curl` lines stay short: a signature of ES256 is a quarter as long.
    jwt: { sign: { alg: client.clientId === MACHINE_CLIENT_ID ? 'ES256' : 'RS256' } }
  }
}
