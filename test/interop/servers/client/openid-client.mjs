import * as openid from 'openid-client'
import { visitUntilRedirect } from './user-agent.mjs'

/**
 * @import {
 *   IssuedTokens,
 *   SignInRequest,
 *   SignInSettings
 * } from '../authorization-server.ts'
 */

/**
 * Authorization code flow with PKCE (RFC 7636), as alice, by openid-client and its DPoP handle. The client is
 * a public one.
 *
 * @param {SignInSettings} settings How to sign in at this server.
 * @param {SignInRequest} request What to ask for.
 * @returns {Promise<IssuedTokens>} What the token endpoint answered, bound to the key of the handle.
 */
export async function signInWithOpenidClient(
  { issuer, redirectUri, answerPage },
  { client, scope, resource }
) {
  const config = await openid.discovery(new URL(issuer), client, undefined, openid.None(), {
    execute: [openid.allowInsecureRequests]
  })
  const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256'))
  const pkceCodeVerifier = openid.randomPKCECodeVerifier()
  const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()]
  const parameters = resource === undefined ? {} : { resource }
  const url = openid.buildAuthorizationUrl(config, {
    ...parameters,
    scope,
    redirect_uri: redirectUri,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256'
  })
  const answer = await visitUntilRedirect(url, redirectUri, answerPage)
  const checks = { pkceCodeVerifier, expectedState, expectedNonce }
  const tokens = await openid.authorizationCodeGrant(config, answer, checks, parameters, { DPoP })
  return {
    accessToken: tokens.access_token,
    tokenType: tokens.token_type,
    idToken: tokens.id_token,
    refreshToken: tokens.refresh_token,
    fetchResource: (resourceUrl) => fetchResource(tokens.access_token, resourceUrl, { config, DPoP })
  }
}

/**
 * The library itself repeats a request that needs a nonce.
 *
 * @param {string} accessToken What the client has.
 * @param {string} url What it wants.
 * @param {{ config: openid.Configuration; DPoP: openid.DPoPHandle }} client Who asks.
 * @returns {Promise<readonly number[]>} The statuses of the answers.
 */
async function fetchResource(accessToken, url, { config, DPoP }) {
  /** @type {number[]} */
  const statuses = []
  config[openid.customFetch] = async (address, { headers, method }) => {
    const response = await fetch(address, { headers, method })
    statuses.push(response.status)
    return response
  }
  try {
    await openid.fetchProtectedResource(config, accessToken, new URL(url), 'GET', undefined, undefined, {
      DPoP
    })
  } catch (error) {
    if (!(error instanceof openid.WWWAuthenticateChallengeError)) throw error
  }
  return statuses
}
