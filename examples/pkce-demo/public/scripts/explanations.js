// What the parameters and claims mean, in a sentence each.

/** @import {PageConfig} from '../../src/web-server.mjs' */

/** @type {Record<string, string>} */
export const AUTHORIZATION_PARAMETERS = {
  response_type: 'The authorization code flow: the answer will be a code, never a token.',
  client_id: 'Who asks. A public client: it has a name and no secret.',
  redirect_uri: 'Where to send the browser afterwards. Registered beforehand and compared to the letter.',
  scope: 'What the page wants to be allowed.',
  resource: 'For which API (RFC 8707); it becomes the audience of the token.',
  state: 'A random value that must come back: it ties the answer to this tab.',
  code_challenge: 'The hash of the verifier from step 1.',
  code_challenge_method: 'SHA-256. “plain” would send the secret itself.'
}

/**
 * What each resource indicator is for; the three of the demo have a part to play in step 6.
 *
 * @param {PageConfig['resources']} resources
 * @returns {Record<string, string>}
 */
export function resourceMeanings({ main, briefly, other }) {
  return {
    [`resource ${main}`]: 'For which API (RFC 8707); it becomes the audience of the token.',
    [`resource ${briefly}`]: 'The same API with tokens of two seconds: step 6 watches one expire.',
    [`resource ${other}`]: 'Another API: step 6 tries its token at the wrong door.'
  }
}

/** @type {Record<string, string>} */
export const RESPONSE_PARAMETERS = {
  code: 'Worth a token, once and together with the verifier.',
  state: 'The same value that was sent. Checked.',
  iss: 'Who answers (RFC 9207). Checked, so that no other server can slip in an answer.',
  error: 'The authorization server or the person said no.',
  error_description: 'Why, for the developer.'
}

/** @type {Record<string, string>} */
export const TOKEN_PARAMETERS = {
  grant_type: 'What is exchanged for a token.',
  code: 'The code of step 3.',
  redirect_uri: 'Once more: it must be the one that the code was issued for.',
  code_verifier: 'The secret of step 1, shown for the first time. This is PKCE.',
  client_id: 'Who asks; there is no secret to show.',
  resource: 'Which of the APIs this token is for.',
  scope: 'Less than was allowed: a token should not be able to do more than its task needs.',
  refresh_token: 'Good for one use; the answer brings the next.'
}

/** @type {Record<string, string>} */
export const TOKEN_RESPONSE = {
  access_token: 'What the APIs want to see. Step 5 takes it apart.',
  token_type: 'Whoever bears it may use it: keep it safe.',
  expires_in: 'Seconds until it ends.',
  refresh_token: 'Gets further access tokens without asking you again.',
  scope: 'What was allowed in the end.'
}

/** @type {Record<string, string>} */
export const TOKEN_HEADER = {
  alg: 'How it is signed. An API chooses what it accepts, and never from this field alone.',
  typ: '“at+jwt” says: an access token and nothing else (RFC 9068).',
  kid: 'Which key of the authorization server verifies it.'
}

/** @type {Record<string, string>} */
export const CLAIMS = {
  iss: 'Who issued it. The API trusts this one issuer.',
  sub: 'Whom it speaks for.',
  aud: 'Which API it is for. Any other must refuse it.',
  exp: 'When it ends.',
  iat: 'When it was issued.',
  nbf: 'Not good before.',
  jti: 'Its number, unique.',
  client_id: 'The client that got it.',
  azp: 'The client that got it, in the words of OpenID Connect.',
  scope: 'What it allows. The guards of the routes ask for these.',
  scp: 'What it allows. The guards of the routes ask for these.'
}
