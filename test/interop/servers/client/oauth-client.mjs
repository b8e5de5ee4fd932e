import * as oauth from 'oauth4webapi'
import { signInWithOpenidClient } from './openid-client.mjs'
import { visitUntilRedirect } from './user-agent.mjs'

/**
 * @import {
 *   ClientCredentialsRequest,
 *   IssuedTokens,
 *   SignInRequest,
 *   SignInSettings
 * } from '../authorization-server.ts'
 */
/**
 * @typedef {{
 *   server: oauth.AuthorizationServer
 *   client: oauth.Client
 *   clientAuthentication: oauth.ClientAuth
 * }} Parties
 */

// The servers run on loopback without TLS.
const insecure = { [oauth.allowInsecureRequests]: true }

/**
 * Authorization code flow with PKCE (RFC 7636), as alice.
 *
 * @param {SignInSettings} settings How to sign in at this server.
 * @param {SignInRequest} request What to ask for.
 * @returns {Promise<IssuedTokens>} What the token endpoint answered; the ID token's claims were validated,
 *   not its signature.
 */
export async function signIn(settings, request) {
  if (request.senderConstrained === 'openid-client') return signInWithOpenidClient(settings, request)
  const { server, client, clientAuthentication } = await partiesOf(settings, request.client)
  const codeVerifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = isOpenId(request) ? oauth.generateRandomNonce() : undefined
  const url = new URL(server.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    ...parametersOf(request),
    client_id: request.client,
    response_type: 'code',
    redirect_uri: settings.redirectUri,
    state,
    ...(nonce === undefined ? {} : { nonce }),
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    // Some servers give a refresh token only to someone who was asked.
    ...(request.scope.includes('offline_access') ? { prompt: 'consent' } : {})
  }).toString()
  const answer = await visitUntilRedirect(url, settings.redirectUri, settings.answerPage)
  const parameters = oauth.validateAuthResponse(server, client, answer, state)
  const isBound = request.senderConstrained !== undefined && request.senderConstrained !== false
  const DPoP = isBound ? oauth.DPoP(client, await oauth.generateKeyPair('ES256')) : undefined
  const response = await oauth.authorizationCodeGrantRequest(
    { ...server, token_endpoint: settings.tokenRequests?.url ?? server.token_endpoint ?? '' },
    client,
    clientAuthentication,
    parameters,
    settings.redirectUri,
    codeVerifier,
    tokenRequestOptions(settings, request, DPoP)
  )
  const validation = nonce === undefined ? {} : { expectedNonce: nonce, requireIdToken: true }
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, validation)
  return issuedTokens(tokens, DPoP)
}

/**
 * @param {SignInSettings} settings How to reach the token endpoint.
 * @param {SignInRequest} request What the token is for.
 * @param {oauth.DPoPHandle} [DPoP] Makes the proofs of the client.
 * @returns {oauth.TokenEndpointRequestOptions} How to request tokens.
 */
function tokenRequestOptions({ tokenRequests }, { resource }, DPoP) {
  return {
    ...insecure,
    ...(tokenRequests === undefined ? {} : { [oauth.customFetch]: tokenRequests.fetch }),
    ...(resource === undefined ? {} : { additionalParameters: { resource } }),
    ...(DPoP === undefined ? {} : { DPoP })
  }
}

/**
 * Client credentials grant (RFC 6749 section 4.4).
 *
 * @param {Pick<SignInSettings, 'issuer' | 'secrets'>} settings Issuer and secrets.
 * @param {ClientCredentialsRequest} request What to ask for.
 * @returns {Promise<IssuedTokens>} What the token endpoint answered.
 */
export async function clientCredentials(settings, request) {
  const { server, client, clientAuthentication } = await partiesOf(settings, request.client)
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    client,
    clientAuthentication,
    parametersOf(request),
    insecure
  )
  return issuedTokens(await oauth.processClientCredentialsResponse(server, client, response))
}

/**
 * @param {Pick<SignInSettings, 'issuer' | 'secrets'>} settings Issuer and secrets.
 * @param {string} clientId Who asks.
 * @returns {Promise<Parties>} The two ends of the flow.
 */
async function partiesOf({ issuer, secrets }, clientId) {
  const identifier = new URL(issuer)
  const response = await oauth.discoveryRequest(identifier, { algorithm: 'oidc', ...insecure })
  const server = await oauth.processDiscoveryResponse(identifier, response)
  const secret = secrets[clientId]
  const clientAuthentication = secret === undefined ? oauth.None() : oauth.ClientSecretBasic(secret)
  return { server, client: { client_id: clientId }, clientAuthentication }
}

/** @param {{ scope: string; resource?: string }} request What to ask for. */
function parametersOf({ scope, resource }) {
  return { scope, ...(resource === undefined ? {} : { resource }) }
}

/** @param {{ scope: string }} request What to ask for. */
function isOpenId({ scope }) {
  return scope.split(' ').includes('openid')
}

/**
 * @param {oauth.TokenEndpointResponse} response What the token endpoint answered.
 * @param {oauth.DPoPHandle} [DPoP] Makes the proofs of the client.
 * @returns {IssuedTokens} The same in our words.
 */
function issuedTokens(response, DPoP) {
  return {
    accessToken: response.access_token,
    tokenType: response.token_type,
    idToken: response.id_token,
    refreshToken: response.refresh_token,
    fetchResource: (url) => fetchResource(response.access_token, url, DPoP)
  }
}

/**
 * @param {string} accessToken What the client has.
 * @param {string} url What it wants.
 * @param {oauth.DPoPHandle} [DPoP] Makes its proofs, and keeps the nonce of each server.
 * @returns {Promise<readonly number[]>} The statuses of the answers.
 */
async function fetchResource(accessToken, url, DPoP) {
  const request = () =>
    oauth.protectedResourceRequest(accessToken, 'GET', new URL(url), undefined, undefined, {
      ...insecure,
      ...(DPoP === undefined ? {} : { DPoP })
    })
  try {
    return [(await request()).status]
  } catch (error) {
    if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error
    const { status } = error
    return oauth.isDPoPNonceError(error) ? [status, (await request()).status] : [status]
  }
}
