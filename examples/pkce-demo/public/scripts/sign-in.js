import * as oauth from 'oauth4webapi'

/** @import {PageConfig} from '../../src/web-server.mjs' */

/**
 * What the page must keep while the browser is at the authorization server.
 *
 * @typedef {object} PendingSignIn
 * @property {string} codeVerifier
 * @property {string} codeChallenge
 * @property {string} state
 * @property {string} url The authorization request.
 */

// One tab, one sign-in: session storage ends with the tab, and no other tab reads it.
const STORAGE_KEY = 'pkce-demo.sign-in'

/**
 * Makes a new secret and the authorization request that carries its hash.
 *
 * @param {PageConfig} config
 * @param {oauth.AuthorizationServer} authorizationServer
 * @returns {Promise<PendingSignIn>}
 */
export async function prepareSignIn(config, authorizationServer) {
  const codeVerifier = oauth.generateRandomCodeVerifier()
  const codeChallenge = await oauth.calculatePKCECodeChallenge(codeVerifier)
  const state = oauth.generateRandomState()

  const url = new URL(authorizationServer.authorization_endpoint ?? '')
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('client_id', config.clientId)
  url.searchParams.set('redirect_uri', config.redirectUri)
  url.searchParams.set('scope', config.scope)
  for (const resource of Object.values(config.resources)) {
    if (resource !== undefined) url.searchParams.append('resource', resource)
  }
  url.searchParams.set('state', state)
  url.searchParams.set('code_challenge', codeChallenge)
  url.searchParams.set('code_challenge_method', 'S256')
  return { codeVerifier, codeChallenge, state, url: url.href }
}

/**
 * Leaves the page for the authorization server.
 *
 * @param {PendingSignIn} pending
 */
export function goToAuthorizationServer(pending) {
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(pending))
  location.assign(pending.url)
}

/**
 * The sign-in that this tab was sent away with. It can be taken once: a code is good for one use.
 *
 * @returns {PendingSignIn | undefined}
 */
export function takePendingSignIn() {
  const stored = sessionStorage.getItem(STORAGE_KEY)
  sessionStorage.removeItem(STORAGE_KEY)
  return stored === null ? undefined : /** @type {PendingSignIn} */ (JSON.parse(stored))
}
