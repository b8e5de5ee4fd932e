// Authorization code flow with PKCE (RFC 7636), without a library.

/** @typedef {{ verifier: string; state: string; redirectUri: string }} Kept */

/** The client, as the realm has it. */
export const CLIENT_ID = 'page'

/** @param {Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const randomText = () => base64url(crypto.getRandomValues(new Uint8Array(32)))

/**
 * Starts a sign-in: where to send the browser, and what to keep until it comes back.
 *
 * @param {{ realmUrl: string; redirectUri: string; scope: string }} settings Of the client.
 * @returns {Promise<{ url: string; kept: Kept }>}
 */
export async function startSignIn({ realmUrl, redirectUri, scope }) {
  const [verifier, state] = [randomText(), randomText()]
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const url = new URL(`${realmUrl}/protocol/openid-connect/auth`)
  url.search = new URLSearchParams({
    client_id: CLIENT_ID,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256'
  }).toString()
  return { url: url.href, kept: { verifier, state, redirectUri } }
}

/**
 * Finishes a sign-in: exchanges the code in the address of the page for an access token.
 *
 * @param {{ realmUrl: string; address: string; kept: Kept }} settings What came back, and what was kept.
 * @returns {Promise<string>} The access token.
 */
export async function finishSignIn({ realmUrl, address, kept }) {
  const answer = new URL(address).searchParams
  if (answer.get('state') !== kept.state) throw new Error('the answer belongs to another sign-in')
  const response = await fetch(`${realmUrl}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: CLIENT_ID,
      code: answer.get('code') ?? '',
      redirect_uri: kept.redirectUri,
      code_verifier: kept.verifier
    })
  })
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`)
  const answered = /** @type {{ access_token: string }} */ (await response.json())
  return answered.access_token
}

/**
 * Calls an API, and describes its answer: the challenge says what is missing.
 *
 * @param {string} url A route of the API.
 * @param {string} [token] An access token.
 */
export async function callApi(url, token) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(url, { headers })
  const challenge = response.headers.get('www-authenticate') ?? ''
  return [`${response.status} ${response.statusText}`, challenge, await response.text()].join('\n')
}
