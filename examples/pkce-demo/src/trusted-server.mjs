import { createAuthorizationServer } from './authorization-server/authorization-server.mjs'
import { PAGE_CLIENT_ID } from './authorization-server/provider-configuration.mjs'
import { ORDERS, ORDERS_BRIEFLY, SCOPES, WAREHOUSE } from './authorization-server/resources.mjs'
import { requestMachineToken } from './request-machine-token.mjs'

/** @import {ExternalAuthorizationServer} from './demo-options.mjs' */
/** @import {ListeningServer} from './listen.mjs' */

/**
 * The authorization server that the page and the APIs trust.
 *
 * @typedef {object} TrustedServer
 * @property {string} issuer
 * @property {string} audience The `aud` of access tokens for the APIs.
 * @property {string} clientId The page's.
 * @property {string} scope The scopes that the page requests.
 * @property {number} clockToleranceSeconds
 * @property {{ main?: string | undefined; briefly?: string; other?: string }} resources Resource indicators
 *   (RFC 8707): for the usual token, for one that expires after two seconds, and for one with another
 *   audience.
 * @property {string | undefined} machineToken An access token without a user, for the `curl` lines.
 */

/**
 * Starts the demo's own authorization server, unless there is another one.
 *
 * @param {ListeningServer | ExternalAuthorizationServer} server
 * @param {{ pageOrigin: string; apiOrigins: string[] }} origins
 * @returns {Promise<TrustedServer>}
 */
export async function trustServer(server, origins) {
  return 'issuer' in server ? useExternalServer(server) : startOwnServer(server, origins)
}

/**
 * @param {ListeningServer} server
 * @param {{ pageOrigin: string; apiOrigins: string[] }} origins
 * @returns {Promise<TrustedServer>}
 */
async function startOwnServer(server, origins) {
  const issuer = server.origin
  const { app, machine } = await createAuthorizationServer({ issuer, port: server.port, ...origins })
  server.serve(app)
  return {
    issuer,
    audience: ORDERS,
    clientId: PAGE_CLIENT_ID,
    scope: Object.keys(SCOPES).join(' '),
    // All parts use one clock, so an expired token is refused when it expires. In your API, keep the default.
    clockToleranceSeconds: 0,
    resources: { main: ORDERS, briefly: ORDERS_BRIEFLY, other: WAREHOUSE },
    machineToken: await requestMachineToken({ issuer, resource: ORDERS, machine })
  }
}

/**
 * Trusts a server outside of the demo. It has no client for the `curl` lines, and none of the demo's
 * resources.
 *
 * @param {ExternalAuthorizationServer} external
 * @returns {TrustedServer}
 */
function useExternalServer({ issuer, audience, clientId, scope, resource }) {
  return {
    issuer,
    audience,
    clientId,
    scope,
    clockToleranceSeconds: 30,
    resources: { main: resource },
    machineToken: undefined
  }
}
