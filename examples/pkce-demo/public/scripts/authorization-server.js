import * as oauth from 'oauth4webapi'
import { insecureRequests } from './token-requests.js'

/** @import {PageConfig} from '../../src/web-server.mjs' */

/**
 * Fetches the metadata of the authorization server, from the address of OpenID Connect or, failing that, from
 * that of RFC 8414.
 *
 * @param {PageConfig} config
 * @returns {Promise<oauth.AuthorizationServer>}
 */
export async function discoverAuthorizationServer(config) {
  return discover(config, 'oidc').catch(() => discover(config, 'oauth2'))
}

/**
 * @param {PageConfig} config
 * @param {'oidc' | 'oauth2'} algorithm
 */
async function discover(config, algorithm) {
  const issuer = new URL(config.issuer)
  const response = await oauth.discoveryRequest(issuer, { algorithm, ...insecureRequests(config) })
  return oauth.processDiscoveryResponse(issuer, response)
}
