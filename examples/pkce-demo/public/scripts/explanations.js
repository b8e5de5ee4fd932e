// What the parameters and claims mean, in a sentence each.

/** @import {PageConfig} from '../../src/web-server.mjs' */

/** @type {Record<string, string>} */
export const AUTHORIZATION_PARAMETERS = {
  response_type: 'The authorization code flow: the answer is a code, never a token.',
  client_id: 'The client. It is public: it has a name and no secret.',
  redirect_uri:
    'Where to send the browser afterwards. It is registered, and compared character by character.',
  scope: 'The permissions that the page requests.',
  resource: 'For which API (RFC 8707); it becomes the audience of the token.',
  state: 'A random value that the answer must repeat: it binds the answer to this tab.',
  code_challenge: 'The hash of the verifier from step 1.',
  code_challenge_method: 'SHA-256. “plain” would send the secret itself.',
  dpop_jkt: 'The thumbprint of the key from step 1: only its owner can use the code (RFC 9449 section 10).'
}

/**
 * What each resource indicator is for. The calls use all three of the demo.
 *
 * @param {PageConfig['resources']} resources
 * @returns {Record<string, string>}
 */
export function resourceMeanings({ main, briefly, other }) {
  return {
    [`resource ${main}`]: 'For which API (RFC 8707); it becomes the audience of the token.',
    [`resource ${briefly}`]: 'The same API, with tokens that are valid for two seconds.',
    [`resource ${other}`]: 'Another API, whose tokens the two APIs refuse.'
  }
}

/** @type {Record<string, string>} */
export const RESPONSE_PARAMETERS = {
  code: 'The page exchanges it for a token, once and together with the verifier.',
  state: 'The value that the page sent. It was compared.',
  iss: 'The server that answers (RFC 9207). It was compared, so that no other server can answer.',
  error: 'The authorization server or the user declined.',
  error_description: 'Why, for the developer.'
}

/** @type {Record<string, string>} */
export const TOKEN_PARAMETERS = {
  grant_type: 'What is exchanged for a token.',
  code: 'The code of step 3.',
  redirect_uri: 'Again: it must be the one that the code was issued for.',
  code_verifier: 'The secret of step 1, shown for the first time. This is PKCE.',
  client_id: 'The client; it has no secret to show.',
  resource: 'Which of the APIs this token is for.',
  scope: 'Less than the user allowed: a token should grant only what its task needs.',
  refresh_token: 'Valid once; the answer contains the next.',
  DPoP: 'A header: the proof that the page has the key. It is valid for this one request.'
}

/** @type {Record<string, string>} */
export const TOKEN_RESPONSE = {
  access_token: 'The token for the APIs. Step 5 decodes it.',
  'token_type Bearer': 'Anyone who has the token can use it.',
  'token_type DPoP': 'Only the owner of the key can use the token.',
  expires_in: 'Seconds until it expires.',
  refresh_token: 'Gets more access tokens without asking you again.',
  scope: 'The permissions that the user granted.'
}

/** @type {Record<string, string>} */
export const TOKEN_HEADER = {
  alg: 'The signature algorithm. An API accepts only those of its own list.',
  typ: '“at+jwt”: an access token and nothing else (RFC 9068).',
  kid: 'The key of the authorization server that verifies it.'
}

/** @type {Record<string, string>} */
export const CLAIMS = {
  iss: 'The issuer. The API trusts only this one.',
  sub: 'The user or the client.',
  aud: 'The API it is for. All others must refuse it.',
  exp: 'When it expires.',
  iat: 'When it was issued.',
  nbf: 'Not valid before.',
  jti: 'Its unique number.',
  client_id: 'The client that got it.',
  azp: 'The client that got it, as OpenID Connect calls it.',
  scope: 'What it grants. The guards of the routes require these.',
  cnf: 'The key that the token is bound to: the thumbprint from step 1.',
  scp: 'What it grants. The guards of the routes require these.'
}
