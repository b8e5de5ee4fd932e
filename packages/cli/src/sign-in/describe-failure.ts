import * as oauth from 'oauth4webapi'
import { NoTokenError } from '../discovery/no-token-error.ts'
import { failureCodeOf } from '../http/failure-kind.ts'
import { printable } from '../terminal/printable.ts'

/** What the errors of RFC 6749, 8628, 8707, 9126 and OpenID Connect mean for the person at the terminal. */
const WORDS: Readonly<Record<string, string>> = {
  access_denied: 'the sign-in was declined, or the user has no access',
  account_selection_required: 'the server requires the user to choose an account: sign in again',
  consent_required: 'the server requires the consent of the user: sign in again',
  expired_token: 'the code expired before the sign-in: start again',
  interaction_required: 'the server requires the user to interact: sign in again',
  invalid_client:
    'the server does not know the client, or its secret is wrong: check --client-id and the secret',
  invalid_grant: 'the code expired or was used before: start again',
  invalid_redirect_uri:
    'the redirect URI is not registered: register http://127.0.0.1/callback for the client',
  invalid_request: 'the server does not accept the request',
  invalid_scope: 'a scope is unknown, or not allowed for the client: check --scope',
  invalid_target: 'the server does not know the resource: register it there, or check --resource (RFC 8707)',
  login_required: 'the server requires the user to sign in again',
  server_error: 'the server failed',
  temporarily_unavailable: 'the server is overloaded or under maintenance: try again later',
  unauthorized_client:
    'the client is not allowed to use this grant, or its secret is wrong: enable the grant, check the secret',
  unmet_authentication_requirements: 'the user cannot sign in as strongly as the API requires (RFC 9470)',
  unsupported_grant_type: 'the server does not support this grant',
  unsupported_response_type: 'the server does not support the code flow'
}

/**
 * Turns an error of a token request into words. What is not the fault of a server or the network stays as it
 * is. No token, code or secret is in the message.
 */
export function describeFailure(error: unknown): unknown {
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError)
    return new NoTokenError(wordsFor(error.error, error.error_description))
  if (error instanceof oauth.WWWAuthenticateChallengeError)
    return new NoTokenError(wordsFor('invalid_client'))
  if (error instanceof oauth.OperationProcessingError) return new NoTokenError(wordsForAnswer(error))
  if (error instanceof oauth.UnsupportedOperationError)
    return new NoTokenError(
      `the answer of the authorization server is not supported: ${printable(error.message)}`
    )
  if (error instanceof TypeError && error.message === 'fetch failed')
    return new NoTokenError(`no answer from the authorization server (${failureCodeOf(error.cause)})`)
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new NoTokenError('no answer from the authorization server within 10 seconds')
  return error
}

/**
 * The code and the description of a server are quoted, made safe for terminals. The library checks the code
 * only.
 */
function wordsFor(code: string, description?: unknown): string {
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : 'the server refuses'
  const quoted = typeof description === 'string' ? `; the server says: ${printable(description)}` : ''
  return `${words} (${printable(code)})${quoted}`
}

/** `iss` is the one check that an attack fails: a response of another server (RFC 9207). */
function wordsForAnswer({ message, code }: oauth.OperationProcessingError): string {
  return message.includes('"iss"')
    ? 'the response came from a different authorization server than the request was sent to (RFC 9207), so it was not used'
    : `the response of the authorization server does not follow the standards: ${printable(message)} (${code})`
}
