import { signIn } from './sign-in.mjs'

/**
 * What a client keeps between requests, in memory, for the client of either SDK. A real one writes some of it
 * to a disk.
 *
 * @param {string} redirectUrl Where the authorization server sends the browser.
 */
export function createProvider(redirectUrl) {
  const kept = {}
  return {
    redirectUrl,
    clientMetadata: {
      client_name: 'walk',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none'
    },
    clientInformation: () => kept.client,
    saveClientInformation: (client) => void (kept.client = client),
    tokens: () => kept.tokens,
    saveTokens(tokens) {
      console.log(`got a token with the scopes "${tokens.scope}"`)
      kept.tokens = tokens
    },
    saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
    codeVerifier: () => kept.verifier,
    discoveryState: () => kept.discovery,
    saveDiscoveryState: (state) => void (kept.discovery = state),
    redirectToAuthorization(url) {
      const { scope, resource } = Object.fromEntries(url.searchParams)
      console.log(`sign in for ${resource}, with the scopes "${scope}"`)
      kept.answer = signIn(url, redirectUrl)
    },
    /** Returns the authorization response. */
    answer: () => kept.answer
  }
}
