import * as oauth from 'oauth4webapi'
import { discoverAuthorizationServer } from './authorization-server.js'
import { callWithProof, routeOf, send } from './bound-calls.js'
import { describeError } from './describe-error.js'
import { byId, button, element } from './dom.js'
import { keepKeyPair, readKeyPair } from './key-store.js'
import { goToAuthorizationServer, prepareSignIn, takePendingSignIn } from './sign-in.js'
import { insecureRequests } from './token-requests.js'

/** @import {PageConfig} from '../../src/web-server.mjs' */
/** @import {BoundToken} from './bound-calls.js' */

/**
 * @typedef {object} Attempt
 * @property {string} id
 * @property {string} title
 * @property {string} explanation
 * @property {(token: BoundToken) => Promise<string>} run What came of it.
 */

/** @type {readonly Attempt[]} */
const ATTEMPTS = [
  {
    id: 'owner',
    title: 'Call with the key',
    explanation: 'The page signs a proof for this one request. The API verifies it, and answers.',
    run: async (token) => describe((await callWithProof(token, token.keyPair)).response)
  },
  {
    id: 'bearer',
    title: 'Steal the token',
    explanation: 'A thief has the token, and sends it as a bearer token.',
    run: async ({ config, accessToken }) =>
      describe(await send({ url: routeOf(config), headers: { authorization: `Bearer ${accessToken}` } }))
  },
  {
    id: 'other-key',
    title: 'Steal the token, and make a key',
    explanation: 'The thief signs a proof, with a key of their own.',
    run: async (token) =>
      describe((await callWithProof(token, await oauth.generateKeyPair('ES256'))).response)
  },
  {
    id: 'replay',
    title: 'Steal a whole request',
    explanation: 'The thief repeats a request of the page, proof included: a proof is accepted once.',
    run: async (token) => {
      const { request } = await callWithProof(token, token.keyPair)
      return describe(await send(request))
    }
  },
  {
    id: 'export',
    title: 'Steal the key',
    explanation: 'A script in this very page asks the browser for the private key.',
    run: async ({ keyPair }) => {
      try {
        await crypto.subtle.exportKey('jwk', keyPair.privateKey)
        return 'the browser handed it out'
      } catch {
        return 'the browser refuses: the key is not extractable'
      }
    }
  }
]

/** The way of this page: either a sign-in begins, or the browser is back from one. */
async function main() {
  const config = await loadConfig()
  showAttempts(undefined)
  const authorizationServer = await discoverAuthorizationServer(config)
  const address = new URL(location.href)
  if (address.searchParams.has('state')) await finishSignIn(config, authorizationServer, address)
  else offerSignIn(config, authorizationServer)
}

/**
 * The page asks for one kind of token, and has a redirect URI of its own.
 *
 * @returns {Promise<PageConfig>}
 */
async function loadConfig() {
  const response = await fetch('/config.json')
  const config = /** @type {PageConfig} */ (await response.json())
  const { main: resource } = config.resources
  return { ...config, redirectUri: `${location.origin}/dpop`, resources: { main: resource } }
}

/**
 * @param {PageConfig} config
 * @param {oauth.AuthorizationServer} authorizationServer
 */
function offerSignIn(config, authorizationServer) {
  const signIn = async () => {
    // Not extractable: the browser signs with it, and gives it to no script.
    await keepKeyPair(await oauth.generateKeyPair('ES256', { extractable: false }))
    goToAuthorizationServer(await prepareSignIn(config, authorizationServer))
  }
  byId('actions').replaceChildren(
    button('Sign in with DPoP', () => void signIn().catch(showError), { class: 'primary' })
  )
}

/**
 * @param {PageConfig} config
 * @param {oauth.AuthorizationServer} authorizationServer
 * @param {URL} address
 */
async function finishSignIn(config, authorizationServer, address) {
  // The code leaves the address bar and the history.
  history.replaceState(null, '', '/dpop')
  byId('actions').replaceChildren(element('a', { href: '/dpop', class: 'button' }, 'Start over'))
  const [pending, keyPair] = [takePendingSignIn(), await readKeyPair()]
  if (pending === undefined || keyPair === undefined)
    throw new Error('This tab has no sign-in under way. Start over.')
  /** @type {oauth.Client} */
  const client = { client_id: config.clientId }
  const response = oauth.validateAuthResponse(authorizationServer, client, address, pending.state)
  const { main: resource } = config.resources
  const answer = await oauth.authorizationCodeGrantRequest(
    authorizationServer,
    client,
    oauth.None(),
    response,
    config.redirectUri,
    pending.codeVerifier,
    {
      DPoP: oauth.DPoP(client, keyPair),
      ...(resource === undefined ? {} : { additionalParameters: { resource } }),
      ...insecureRequests(config)
    }
  )
  const tokens = await oauth.processAuthorizationCodeResponse(authorizationServer, client, answer)
  showAttempts({ config, accessToken: tokens.access_token, keyPair })
  byId('status').textContent = `You are signed in; the token type is ${tokens.token_type}.`
}

/** @param {BoundToken | undefined} token Undefined before the sign-in. */
function showAttempts(token) {
  byId('attempts').replaceChildren(...ATTEMPTS.map((attempt) => showAttempt(attempt, token)))
}

/**
 * @param {Attempt} attempt
 * @param {BoundToken | undefined} token
 */
function showAttempt({ id, title, explanation, run }, token) {
  const outcome = element('p', { class: 'outcome', role: 'status' })
  const press = async () => {
    if (token === undefined) return
    outcome.textContent = '…'
    outcome.textContent = await run(token)
  }
  return element(
    'li',
    { 'data-attempt': id },
    button(title, () => void press().catch(showError), { disabled: token === undefined }),
    element('p', {}, explanation),
    outcome
  )
}

/**
 * Status and challenge of an answer. A script can read the challenge since the API exposes it.
 *
 * @param {Response} response
 */
function describe({ status, headers }) {
  const challenge = headers.get('WWW-Authenticate')
  return challenge === null ? String(status) : `${status} ${challenge}`
}

/** @param {unknown} error */
function showError(error) {
  byId('alert').replaceChildren(element('p', { class: 'alert' }, describeError(error)))
}

main().catch(showError)
