import * as oauth from 'oauth4webapi'
import { discoverAuthorizationServer } from './authorization-server.js'
import { describeError } from './describe-error.js'
import { byId, button, element } from './dom.js'
import { goToAuthorizationServer, prepareSignIn, takePendingSignIn } from './sign-in.js'
import { createTokenDesk } from './token-desk.js'
import { issuableKinds } from './token-kinds.js'
import { createTokenRequests } from './token-requests.js'
import { showCalls } from './views/calls-view.js'
import { offerSignIn, showExchange, showNothingYet, showRequest, showResponse } from './views/flow-view.js'
import { announce, showActions, showAlert, showCast, showProgress } from './views/frame-view.js'
import { showToken } from './views/token-view.js'

/** @import {PageConfig} from '../../src/web-server.mjs' */

/** Starts a sign-in, or finishes one if the browser comes back from the authorization server. */
async function main() {
  const config = await loadConfig()
  showCast(config)
  showNothingYet()
  showCallsBeforeSignIn(config)
  const authorizationServer = await discoverAuthorizationServer(config)
  if (location.pathname === '/callback') await finishSignIn(config, authorizationServer)
  else await beginSignIn(config, authorizationServer)
}

/** @returns {Promise<PageConfig>} */
async function loadConfig() {
  const response = await fetch('/config.json')
  return /** @type {PageConfig} */ (await response.json())
}

/** @param {PageConfig} config */
function showCallsBeforeSignIn(config) {
  const obstacle = 'Sign in first.'
  showCalls({
    config,
    desk: undefined,
    obstacle: ({ id }) => (id === 'none' ? undefined : obstacle),
    announce
  })
}

/**
 * Steps 1 and 2.
 *
 * @param {PageConfig} config
 * @param {oauth.AuthorizationServer} authorizationServer
 */
async function beginSignIn(config, authorizationServer) {
  const pending = await prepareSignIn(config, authorizationServer)
  const signIn = () => goToAuthorizationServer(pending)
  showRequest(pending, config)
  offerSignIn(signIn)
  showActions(
    button('Sign in', signIn, { class: 'primary' }),
    element('span', { class: 'aside' }, 'or call the APIs without a token')
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
  showActions(element('a', { href: '/', class: 'button' }, 'Start over'))
  const pending = takePendingSignIn()
  if (pending === undefined) throw new Error('No sign-in is in progress in this tab. Start over.')
  showRequest(pending, config)
  showResponse(config.redirectUri, address.searchParams)
  showProgress('response')

  const client = { client_id: config.clientId }
  const response = oauth.validateAuthResponse(authorizationServer, client, address, pending.state)
  const requests = createTokenRequests(config, authorizationServer)
  const first = await requests.withCode(response, pending.codeVerifier)
  showExchange(first.exchange)
  showToken(first.accessToken)

  const issuable = issuableKinds(config)
  showCalls({
    config,
    desk: createTokenDesk({ config, requests, first }, announce),
    obstacle: (kind) =>
      issuable.includes(kind) ? undefined : 'Only the authorization server of the demo issues these.',
    announce
  })
  showSignedIn()
}

function showSignedIn() {
  showActions(
    element('span', { class: 'aside' }, 'Signed in. The page has an access token.'),
    element('a', { href: '/', class: 'button' }, 'Start over')
  )
  showProgress('calls')
  document.body.classList.add('signed-in')
  announce('You are signed in. The page has an access token.')
  byId('calls-title').focus()
}

main().catch((error) => showAlert(describeError(error)))
