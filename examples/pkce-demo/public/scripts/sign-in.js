import * as oauth from 'oauth4webapi'
import { keepKeyPair, takeKeyPair } from './key-store.js'

/** @import {PageConfig} from '../../src/web-server.mjs' */

/**
 * How the page presents its tokens. A bearer token works for anyone who has it; a DPoP token works only with
 * the key that it is bound to (RFC 9449).
 *
 * @typedef {'Bearer' | 'DPoP'} Scheme
 */

/**
 * What the page must keep while the browser is at the authorization server.
 *
 * @typedef {object} PendingSignIn
 * @property {Scheme} scheme
 * @property {string} codeVerifier
 * @property {string} codeChallenge
 * @property {string} state
 * @property {string} url The authorization request.
 * @property {CryptoKeyPair | undefined} keyPair The key that the tokens are bound to; only with DPoP.
 */

// One tab, one sign-in: session storage ends with the tab, and no other tab reads it.
const STORAGE_KEY = 'pkce-demo.sign-in'

/**
 * Creates a new secret and the authorization request that contains its hash. With DPoP also a key pair: the
 * browser signs with its private key, and returns it to no script.
 *
 * @param {PageConfig} config
 * @param {oauth.AuthorizationServer} authorizationServer
 * @param {Scheme} scheme
 * @returns {Promise<PendingSignIn>}
 */
export async function prepareSignIn(config, authorizationServer, scheme) {
  const codeVerifier = oauth.generateRandomCodeVerifier()
  const codeChallenge = await oauth.calculatePKCECodeChallenge(codeVerifier)
  const state = oauth.generateRandomState()
  const keyPair = scheme === 'DPoP' ? await oauth.generateKeyPair('ES256', { extractable: false }) : undefined

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
  if (keyPair !== undefined) {
    url.searchParams.set('dpop_jkt', await oauth.DPoP({}, keyPair).calculateThumbprint())
  }
  return { scheme, codeVerifier, codeChallenge, state, url: url.href, keyPair }
}

/**
 * Leaves the page for the authorization server.
 *
 * @param {PendingSignIn} pending
 */
export async function goToAuthorizationServer({ keyPair, ...texts }) {
  if (keyPair !== undefined) await keepKeyPair(texts.state, keyPair)
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(texts))
  location.assign(texts.url)
}

/**
 * The sign-in for which this tab left the page. It can be taken once: a code is valid for one use.
 *
 * @returns {Promise<PendingSignIn>}
 */
export async function takePendingSignIn() {
  const stored = sessionStorage.getItem(STORAGE_KEY)
  sessionStorage.removeItem(STORAGE_KEY)
  if (stored === null) throw new Error('No sign-in is in progress in this tab. Start over.')
  const texts = /** @type {Omit<PendingSignIn, 'keyPair'>} */ (JSON.parse(stored))
  const keyPair = texts.scheme === 'DPoP' ? await takeKeyPair(texts.state) : undefined
  if (texts.scheme === 'DPoP' && keyPair === undefined)
    throw new Error('This browser no longer has the key of the sign-in. Start over.')
  return { ...texts, keyPair }
}
