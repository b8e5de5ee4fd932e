import * as oauth from 'oauth4webapi'
import { NoTokenError } from '../discovery/no-token-error.ts'
import { listenForResponse } from './listen-for-response.ts'
import { parametersOf, type Parties, type TokenRequest } from './parties.ts'

/** How a person signs in with a browser. */
export interface BrowserSignIn {
  /** Port of the redirect URI; 0 has the system choose one. */
  readonly port: number
  /** How long to wait for the person, in seconds. */
  readonly timeoutSeconds: number
  /** Shows the address of the sign-in page to the person. */
  readonly open: (url: string) => Promise<void>
}

/**
 * Signs a person in by the authorization code flow with PKCE (RFC 7636, S256 only) and a redirect to this
 * machine (RFC 8252). Checks `state`, and the `iss` of the response (RFC 9207).
 *
 * @throws {NoTokenError} If the server has no such flow, or the sign-in takes too long.
 */
export async function signInWithBrowser(
  parties: Parties,
  request: TokenRequest,
  { port, timeoutSeconds, open }: BrowserSignIn
): Promise<oauth.TokenEndpointResponse> {
  const { server, client, authentication, options } = parties
  const endpoint = requireS256(server)
  const state = oauth.generateRandomState()
  const verifier = oauth.generateRandomCodeVerifier()
  const listener = await listenForResponse(port, state)
  try {
    const parameters = new URLSearchParams({
      ...parametersOf(request),
      client_id: client.client_id,
      response_type: 'code',
      redirect_uri: listener.redirectUri,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256'
    })
    await open(await authorizationUrl(endpoint, parties, parameters))
    const url = await withinSeconds(listener.response, timeoutSeconds)
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      oauth.validateAuthResponse(server, client, url, state),
      listener.redirectUri,
      verifier,
      {
        ...options,
        additionalParameters: request.resource === undefined ? {} : { resource: request.resource }
      }
    )
    return await oauth.processAuthorizationCodeResponse(server, client, response)
  } finally {
    listener.close()
  }
}

/**
 * A server that lists its methods without S256 is not asked: "plain" protects nothing. Returns its sign-in
 * page.
 */
function requireS256(server: oauth.AuthorizationServer): string {
  const { code_challenge_methods_supported: methods, authorization_endpoint: endpoint } = server
  if (endpoint === undefined)
    throw new NoTokenError('the server has no sign-in page: use --client-credentials or --device')
  if (methods !== undefined && !methods.includes('S256'))
    throw new NoTokenError('the server does not support PKCE with S256, which this command requires')
  return endpoint
}

/** The parameters go through the browser, or first to the server if it requires that (RFC 9126). */
async function authorizationUrl(
  endpoint: string,
  { server, client, authentication, options }: Parties,
  parameters: URLSearchParams
): Promise<string> {
  const url = new URL(endpoint)
  let sent = parameters
  if (server.require_pushed_authorization_requests === true) {
    const response = await oauth.pushedAuthorizationRequest(
      server,
      client,
      authentication,
      parameters,
      options
    )
    const { request_uri } = await oauth.processPushedAuthorizationResponse(server, client, response)
    sent = new URLSearchParams({ client_id: client.client_id, request_uri })
  }
  for (const [name, value] of sent) url.searchParams.set(name, value)
  return url.href
}

/** A server does not redirect to an address that it does not know: its error stays in the browser. */
const IF_NOTHING_CAME =
  'if the page shows an error, check --client-id, and register http://127.0.0.1/callback as redirect URI'

async function withinSeconds<T>(waiting: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    const failure = new NoTokenError(`no sign-in within ${seconds} seconds: ${IF_NOTHING_CAME}`)
    timer = setTimeout(() => reject(failure), seconds * 1000)
  })
  try {
    return await Promise.race([waiting, timeout])
  } finally {
    clearTimeout(timer)
  }
}
