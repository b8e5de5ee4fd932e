import { verifies } from '../requirements.ts'
import { invalid, malformed, missing, ok, type RawCase } from './raw-case.ts'

/** Two lines, or none, where one is expected. */
export const repeated: readonly RawCase[] = [
  {
    title: verifies('H-3', 'B-11', 'two Authorization lines are refused though the first is valid'),
    fields: ['Authorization: Bearer VALID', 'Authorization: Bearer junk'],
    ...malformed
  },
  {
    title: verifies('H-3', 'two Authorization lines are refused though the second is valid'),
    fields: ['Authorization: Bearer junk', 'Authorization: Bearer VALID'],
    ...malformed
  },
  {
    title: verifies('H-3', 'one token in two Authorization lines is refused'),
    fields: ['Authorization: Bearer VALID', 'authorization: Bearer VALID'],
    ...malformed
  },
  {
    title: verifies('H-3', 'Authorization lines of two schemes are refused'),
    fields: ['Authorization: Basic eDp5', 'AUTHORIZATION: Bearer VALID'],
    ...malformed
  },
  {
    title: 'lines apart from each other are still two',
    fields: ['Authorization: Bearer VALID', 'Accept: */*', 'Cookie: a=b', 'Authorization: Bearer VALID'],
    ...malformed
  },
  {
    title: 'an Authorization line without a value is no credentials',
    fields: ['Authorization:'],
    ...missing
  },
  { title: 'an Authorization line of spaces is no credentials', fields: ['Authorization:    '], ...missing }
]

/** The grammar of Bearer credentials, at its edges. */
export const grammar: readonly RawCase[] = [
  { title: 'a field name in capitals is the same field', fields: ['AUTHORIZATION: Bearer VALID'], ...ok },
  {
    title: verifies('H-1', 'a scheme in small letters is the same scheme'),
    fields: ['Authorization: bearer VALID'],
    ...ok
  },
  {
    title: verifies('H-1', 'a scheme in capitals is the same scheme'),
    fields: ['Authorization: BEARER VALID'],
    ...ok
  },
  {
    title: verifies('H-2', 'several spaces after the scheme are accepted'),
    fields: ['Authorization: Bearer     VALID'],
    ...ok
  },
  {
    title: 'white space around the value is not part of it',
    fields: ['Authorization:\t Bearer VALID \t'],
    ...ok
  },
  {
    title: verifies('H-2', 'a tab after the scheme is malformed'),
    fields: ['Authorization: Bearer\tVALID'],
    ...malformed
  },
  {
    title: verifies('H-2', 'a tab among the spaces is malformed'),
    fields: ['Authorization: Bearer \tVALID'],
    ...malformed
  },
  {
    title: verifies('H-2', 'a comma list of credentials is malformed'),
    fields: ['Authorization: Bearer VALID, Bearer VALID'],
    ...malformed
  },
  { title: 'a comma without a space is malformed', fields: ['Authorization: Bearer VALID,'], ...malformed },
  { title: 'a quoted token is malformed', fields: ['Authorization: Bearer "VALID"'], ...malformed },
  {
    title: 'parameters instead of a token are malformed',
    fields: ['Authorization: Bearer token="VALID"'],
    ...malformed
  },
  { title: 'the scheme alone is malformed', fields: ['Authorization: Bearer'], ...malformed },
  { title: 'the scheme with spaces alone is malformed', fields: ['Authorization: Bearer   '], ...malformed },
  { title: 'the scheme twice is malformed', fields: ['Authorization: Bearer Bearer VALID'], ...malformed },
  { title: 'padding alone is malformed', fields: ['Authorization: Bearer ='], ...malformed },
  { title: 'padding before the end is malformed', fields: ['Authorization: Bearer a=b'], ...malformed },
  {
    title: 'a non-ASCII byte in the token is malformed',
    fields: ['Authorization: Bearer \u00e9'],
    ...malformed
  },
  {
    title: 'a percent sign in the token is malformed',
    fields: ['Authorization: Bearer a%2eb'],
    ...malformed
  },
  {
    title: 'a semicolon after the token is malformed',
    fields: ['Authorization: Bearer VALID;'],
    ...malformed
  },
  {
    title: 'every sign of token68 makes a well-formed token that is invalid',
    fields: ['Authorization: Bearer aZ9-._~+/=='],
    ...invalid
  },
  {
    title: verifies('J-6', 'padding after a valid token makes it invalid'),
    fields: ['Authorization: Bearer VALID='],
    ...invalid
  },
  {
    title: verifies('J-6', 'a tilde after a valid token makes it invalid'),
    fields: ['Authorization: Bearer VALID~'],
    ...invalid
  },
  {
    title: verifies('J-6', 'a dot after a valid token makes it invalid'),
    fields: ['Authorization: Bearer VALID.'],
    ...invalid
  },
  {
    title: verifies('J-6', 'a dot before a valid token makes it invalid'),
    fields: ['Authorization: Bearer .VALID'],
    ...invalid
  },
  { title: 'one letter is a token that is invalid', fields: ['Authorization: Bearer a'], ...invalid },
  { title: 'three dots are a token that is invalid', fields: ['Authorization: Bearer ...'], ...invalid },
  {
    title: verifies('H-5', 'a scheme that starts like Bearer is another one'),
    fields: ['Authorization: Bearer2 VALID'],
    ...missing
  },
  {
    title: verifies('H-5', 'an unknown scheme is no credentials'),
    fields: ['Authorization: Negotiate VALID'],
    ...missing
  },
  { title: 'a token without a scheme is no credentials', fields: ['Authorization: VALID'], ...missing }
]

/** Places beside Authorization where a token is never looked for. */
export const elsewhere: readonly RawCase[] = [
  {
    title: 'a token in Proxy-Authorization is not read',
    fields: ['Proxy-Authorization: Bearer VALID'],
    ...missing
  },
  { title: 'a token in X-Authorization is not read', fields: ['X-Authorization: Bearer VALID'], ...missing },
  { title: 'a token in X-Access-Token is not read', fields: ['X-Access-Token: VALID'], ...missing },
  {
    title: 'a token in X-Forwarded-Authorization is not read',
    fields: ['X-Forwarded-Authorization: Bearer VALID'],
    ...missing
  },
  {
    title: verifies('B-18', 'a token in a cookie called Authorization is not read'),
    fields: ['Cookie: Authorization=Bearer VALID; access_token=VALID'],
    ...missing
  },
  {
    title: verifies('B-4', 'a token in the query string is not read'),
    requestLine: 'GET /protected?access_token=VALID HTTP/1.1',
    fields: [],
    ...missing
  },
  {
    title: 'a token in the fragment is not read',
    requestLine: 'GET /protected?x#access_token=VALID HTTP/1.1',
    fields: [],
    ...missing
  },
  {
    title: 'a field name with an underscore is another field',
    fields: ['Authorization_: Bearer VALID'],
    ...missing
  },
  {
    title: 'a method named by X-HTTP-Method-Override is not looked at',
    fields: [
      'X-HTTP-Method-Override: OPTIONS',
      'Origin: https://spa.example.test',
      'Access-Control-Request-Method: GET'
    ],
    ...missing
  }
]
