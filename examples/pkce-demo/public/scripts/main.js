import * as oauth from 'oauth4webapi'
import { discoverAuthorizationServer } from './authorization-server.js'
import { describeError } from './describe-error.js'
import { button, byId, element } from './dom.js'
import { goToAuthorizationServer, prepareSignIn, takePendingSignIn } from './sign-in.js'
import { createTokenDesk } from './token-desk.js'
import { isIssuable } from './token-kinds.js'
import { createTokenRequests } from './token-requests.js'
import { showCalls } from './views/calls-view.js'
import { offerSignIn, showExchange, showNothingYet, showRequest, showResponse } from './views/flow-view.js'
import { announce, showActions, showAlert, showCast, showProgress } from './views/frame-view.js'
import { schemeSwitch } from './views/scheme-switch.js'
import { showToken } from './views/token-view.js'

/** @import {PageConfig} from '../../src/web-server.mjs' */
/**
 * @import {
 *   PendingSignIn,
 *   Scheme
 * } from './sign-in.js'
 */

/** Starts a sign-in, or finishes one if the browser comes back from the authorization server. */
async function main() {
  const config = await loadConfig()
  showCast(config)
  showNothingYet()
  showCallsBeforeSignIn(config, 'Bearer')
  const authorizationServer = await discoverAuthorizationServer(config)
  if (location.pathname === '/callback') await finishSignIn(config, authorizationServer)
  else await beginSignIn(config, authorizationServer)
}

/** @returns {Promise<PageConfig>} */
async function loadConfig() {
  const response = await fetch('/config.json')
  return /** @type {PageConfig} */ (await response.json())
}

/**
 * @param {PageConfig} config
 * @param {Scheme} scheme
 */
function showCallsBeforeSignIn(config, scheme) {
  showCalls({
    config,
    scheme,
    signedIn: undefined,
    // The page has no token yet. What is missing goes without saying, so the rows explain themselves.
    obstacle: ({ token, note }) => (token === undefined ? undefined : note),
    announce
  })
}

/**
 * Steps 1 and 2, again for each turn of the switch.
 *
 * @param {PageConfig} config
 * @param {oauth.AuthorizationServer} authorizationServer
 */
async function beginSignIn(config, authorizationServer) {
  /** @type {Promise<PendingSignIn>} */
  let latest

  /** @param {Scheme} scheme */
  async function prepare(scheme) {
    const turn = prepareSignIn(config, authorizationServer, scheme)
    latest = turn
    showCallsBeforeSignIn(config, scheme)
    const pending = await turn
    if (latest === turn) showRequest(pending, config)
  }

  const signIn = () => run(async () => goToAuthorizationServer(await latest))
  await prepare('Bearer')
  offerSignIn(signIn)
  showActions(
    schemeSwitch({
      offersDpop: canBindTokens(authorizationServer),
      choose: (scheme) => run(() => prepare(scheme))
    }),
    button('Sign in', signIn, { class: 'primary' })
  )
  showProgress('request')
}

/**
 * Steps 3 to 5, and the calls.
 *
 * @param {PageConfig} config
 * @param {oauth.AuthorizationServer} authorizationServer
 */
async function finishSignIn(config, authorizationServer) {
  const address = new URL(location.href)
  // Removes the code from the address bar and the history, so that it cannot be bookmarked.
  history.replaceState(null, '', '/')
  showActions(startOver())
  const pending = await takePendingSignIn()
  const { scheme, keyPair } = pending
  showCallsBeforeSignIn(config, scheme)
  showRequest(pending, config)
  showResponse(config.redirectUri, address.searchParams)
  showProgress('response')

  const client = { client_id: config.clientId }
  const response = oauth.validateAuthResponse(authorizationServer, client, address, pending.state)
  const dpop = keyPair === undefined ? undefined : oauth.DPoP({}, keyPair)
  const requests = createTokenRequests(config, authorizationServer, dpop)
  const first = await requests.withCode(response, pending.codeVerifier)
  showExchange(first.exchange)
  showToken(first.accessToken)

  showCalls({
    config,
    scheme,
    signedIn: { desk: createTokenDesk({ config, requests, first }, announce), dpop },
    obstacle: (kind) =>
      isIssuable(kind, config) ? undefined : 'Only the authorization server of the demo issues these.',
    announce
  })
  showSignedIn(scheme, offerOther(scheme, config, authorizationServer))
}

/**
 * The switch after the sign-in: the other kind of token takes another sign-in.
 *
 * @param {Scheme} scheme
 * @param {PageConfig} config
 * @param {oauth.AuthorizationServer} authorizationServer
 */
function offerOther(scheme, config, authorizationServer) {
  if (!canBindTokens(authorizationServer)) return undefined
  const other = scheme === 'DPoP' ? 'Bearer' : 'DPoP'
  const signIn = async () => goToAuthorizationServer(await prepareSignIn(config, authorizationServer, other))
  return button(`Switch to ${other}`, () => run(signIn))
}

/**
 * @param {Scheme} scheme
 * @param {HTMLElement | undefined} other
 */
function showSignedIn(scheme, other) {
  const message = `You are signed in. The page has a ${scheme === 'DPoP' ? 'DPoP' : 'bearer'} token.`
  showActions(element('span', { class: 'aside' }, message), other, startOver())
  showProgress('calls')
  document.body.classList.add('signed-in')
  announce(message)
  byId('calls-title').focus()
}

function startOver() {
  return element('a', { href: '/', class: 'button' }, 'Start over')
}

/** @param {oauth.AuthorizationServer} authorizationServer */
function canBindTokens({ dpop_signing_alg_values_supported: algorithms }) {
  return algorithms?.includes('ES256') ?? false
}

/** @param {() => Promise<void>} act */
function run(act) {
  act().catch((error) => showAlert(describeError(error)))
}

run(main)
