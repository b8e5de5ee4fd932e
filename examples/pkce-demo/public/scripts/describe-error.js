import * as oauth from 'oauth4webapi'

/**
 * What went wrong, for the user.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function describeError(error) {
  if (error instanceof oauth.AuthorizationResponseError) {
    if (error.error === 'access_denied')
      return 'You did not allow it, so the authorization server sent no code.'
    return `The authorization server sent no code: ${error.error_description ?? error.error}.`
  }
  if (error instanceof oauth.ResponseBodyError) {
    return `The authorization server refused the token request: ${error.error_description ?? error.error}.`
  }
  if (error instanceof TypeError) {
    return 'A server did not answer. Is the demo still running, and does the server admit this page (CORS)?'
  }
  return error instanceof Error ? error.message : 'Something went wrong.'
}
