import * as oauth from 'oauth4webapi'
import { withNonce } from './nonce-retry.js'
import { recordingFetch } from './recording-fetch.js'

/** @import {PageConfig} from '../../src/web-server.mjs' */
/** @import {Exchange} from './recording-fetch.js' */

/**
 * @typedef {object} TokenAnswer
 * @property {string} accessToken
 * @property {string | undefined} refreshToken
 * @property {Exchange} exchange What went over the network.
 */

/**
 * The two token requests of this page, by the rules of oauth4webapi.
 *
 * @param {PageConfig} config
 * @param {oauth.AuthorizationServer} authorizationServer
 * @param {oauth.DPoPHandle | undefined} dpop The key to which the server must bind the tokens, if it must.
 */
export function createTokenRequests(config, authorizationServer, dpop) {
  const client = { client_id: config.clientId }
  // A public client has no secret to authenticate with; the code verifier does that.
  const authentication = oauth.None()

  return {
    /**
     * @param {URLSearchParams} response The validated authorization response.
     * @param {string} codeVerifier
     * @returns {Promise<TokenAnswer>}
     */
    withCode: async (response, codeVerifier) => {
      const { options, exchange } = requestOptions(config, dpop, { resource: config.resources.main })
      const tokens = await withNonce(async () => {
        const answer = await oauth.authorizationCodeGrantRequest(
          authorizationServer,
          client,
          authentication,
          response,
          config.redirectUri,
          codeVerifier,
          options
        )
        return oauth.processAuthorizationCodeResponse(authorizationServer, client, answer)
      })
      return readAnswer(tokens, exchange)
    },

    /**
     * @param {string} refreshToken
     * @param {{ scope?: string; resource?: string | undefined }} narrower What the new token should be valid
     *   for.
     * @returns {Promise<TokenAnswer>}
     */
    withRefreshToken: async (refreshToken, narrower) => {
      const { options, exchange } = requestOptions(config, dpop, narrower)
      const tokens = await withNonce(async () => {
        const answer = await oauth.refreshTokenGrantRequest(
          authorizationServer,
          client,
          authentication,
          refreshToken,
          options
        )
        return oauth.processRefreshTokenResponse(authorizationServer, client, answer)
      })
      return readAnswer(tokens, exchange)
    }
  }
}

/**
 * @param {PageConfig} config
 * @param {oauth.DPoPHandle | undefined} dpop
 * @param {Record<string, string | undefined>} parameters
 */
function requestOptions(config, dpop, parameters) {
  const { fetch, exchange } = recordingFetch()
  const additionalParameters = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) additionalParameters.set(name, value)
  }
  const options = {
    additionalParameters,
    ...(dpop === undefined ? {} : { DPoP: dpop }),
    [oauth.customFetch]: fetch,
    ...insecureRequests(config)
  }
  return { options, exchange }
}

/**
 * Allows plain HTTP for a server on this machine only.
 *
 * @param {PageConfig} config
 */
export function insecureRequests({ issuer }) {
  const { protocol, hostname } = new URL(issuer)
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return protocol === 'http:' && local ? { [oauth.allowInsecureRequests]: true } : {}
}

/**
 * @param {oauth.TokenEndpointResponse} response
 * @param {Exchange} exchange
 * @returns {TokenAnswer}
 */
function readAnswer(response, exchange) {
  return { accessToken: response.access_token, refreshToken: response.refresh_token, exchange }
}
