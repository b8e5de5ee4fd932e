import fc from 'fast-check'
import { generatedToken } from '../reference/generated-token.ts'

/** A request as text; the token stands in it as it was made. */
export interface RequestPlan {
  method: string
  target: string
  /** Field lines, of which some carry credentials. */
  fields: readonly string[]
}

const methods = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'PROPFIND',
  'get',
  'GETT'
]

const targets = [
  '/protected?a=b',
  '/protected/',
  '//protected',
  '/PROTECTED',
  '/%70rotected',
  '/protected%2f',
  '/protected;a=b',
  '/messages?access_token=TOKEN',
  'http://evil.example/protected',
  '/public/../protected',
  '/%',
  '/step-up',
  '/role',
  '/any',
  '*'
]

/** Ways to carry credentials; TOKEN stands for the token. */
const carriers = [
  ['authorization: bearer  TOKEN  '],
  ['Authorization: Bearer\tTOKEN'],
  ['Authorization: Bearer TOKEN,TOKEN'],
  ['Authorization: Bearer "TOKEN"'],
  ['Authorization: Bearer'],
  ['Authorization:'],
  ['Authorization: TOKEN'],
  ['Authorization: Basic TOKEN'],
  ['Authorization: DPoP TOKEN'],
  ['Authorization: Bearer TOKEN', 'Authorization: Bearer TOKEN'],
  ['Authorization: Bearer TOKEN', 'AUTHORIZATION: Basic eDp5'],
  ['Authorization: Bearer x', 'Authorization: Bearer TOKEN'],
  ['Authorization : Bearer TOKEN'],
  ['Authorization: Bearer\r\n TOKEN'],
  ['X-Authorization: Bearer TOKEN'],
  ['Proxy-Authorization: Bearer TOKEN'],
  ['Cookie: access_token=TOKEN; token=TOKEN'],
  []
]

const extras = [
  'Origin: https://spa.example.test',
  'Access-Control-Request-Method: GET',
  'Access-Control-Request-Headers: authorization',
  'X-HTTP-Method-Override: OPTIONS',
  'X-Forwarded-For: 127.0.0.1',
  'X-Forwarded-User: admin',
  'Forwarded: for=127.0.0.1;proto=https',
  'X-Original-URL: /public',
  'X-Rewrite-URL: /public',
  'Content-Type: application/json',
  'Content-Length: 0',
  'Upgrade: websocket',
  'DPoP: TOKEN',
  'Accept: */*',
  'Cookie: a=b',
  'If-None-Match: *',
  'Range: bytes=0-1',
  'TE: trailers',
  'X-Long: ' + 'x'.repeat(4000),
  'X-Byte: \u0080\u00ff'
]

/** Half of the time as it should be. */
function orGood<T>(good: readonly T[], odd: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(fc.constantFrom(...good), fc.constantFrom(...odd))
}

/** Requests of which each part is as it should be, or not. */
export const requestPlan: fc.Arbitrary<RequestPlan> = fc
  .record({
    token: generatedToken,
    method: orGood(['GET'], methods),
    target: orGood(['/protected', '/messages'], targets),
    carrier: orGood([['Authorization: Bearer TOKEN']], carriers),
    others: fc.subarray(extras, { maxLength: 4 })
  })
  .map(({ token, method, target, carrier, others }) => {
    const withToken = (text: string) => text.replaceAll('TOKEN', () => token)
    return { method, target: withToken(target), fields: [...others, ...carrier].map(withToken) }
  })
