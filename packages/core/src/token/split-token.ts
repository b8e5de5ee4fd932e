import { ProtectedResourceError } from '../errors/protected-resource-error.ts'

/** The three segments of a JWS in compact serialisation, as sent. */
export interface TokenSegments {
  readonly header: string
  readonly payload: string
  readonly signature: string
}

const BASE64URL = /^[\w-]+$/

/** Last characters whose unused low bits are zero, by the length of the last group (RFC 4648 section 3.5). */
const CANONICAL_LAST = { 2: /[AQgw]$/, 3: /[AEIMQUYcgkosw048]$/ } as const

/**
 * Splits an access token into its three segments, each of them strict base64url: no padding, no white space,
 * no other alphabet, no stray bits at the end, so that one token has one spelling (RFC 7515 section 2, RFC
 * 4648 section 3.5).
 *
 * @param accessToken The token as sent.
 * @returns The segments.
 * @throws {ProtectedResourceError} `token_opaque`, `token_encrypted` or `token_malformed`.
 */
export function splitToken(accessToken: string): TokenSegments {
  const first = accessToken.indexOf('.')
  const second = accessToken.indexOf('.', first + 1)
  if (first === -1 || second === -1) throw new ProtectedResourceError('token_opaque', { hint: HINT_OPAQUE })
  if (accessToken.includes('.', second + 1)) throw refuseFurtherParts(accessToken)
  const segments = {
    header: accessToken.slice(0, first),
    payload: accessToken.slice(first + 1, second),
    signature: accessToken.slice(second + 1)
  }
  if (isBase64Url(segments.header) && isBase64Url(segments.payload) && isBase64Url(segments.signature))
    return segments
  throw new ProtectedResourceError('token_malformed', { hint: HINT_ALPHABET })
}

const HINT_OPAQUE =
  'the access token is not a JWT: configure the authorization server to issue JWT access tokens for this audience (often: the client must send "resource" or "audience")'
const HINT_ENCRYPTED =
  'the access token is encrypted (JWE): configure the authorization server to issue signed access tokens; at Auth0, ask for an audience'
const HINT_ALPHABET =
  'a segment of the token is empty or not strict base64url: it was cut, padded or re-encoded on its way'

function refuseFurtherParts(accessToken: string): ProtectedResourceError {
  const isEncrypted = accessToken.split('.').length === 5
  return isEncrypted
    ? new ProtectedResourceError('token_encrypted', { hint: HINT_ENCRYPTED })
    : new ProtectedResourceError('token_opaque', { hint: HINT_OPAQUE })
}

function isBase64Url(segment: string): boolean {
  if (!BASE64URL.test(segment)) return false
  const rest = segment.length % 4
  if (rest === 0) return true
  return (rest === 2 || rest === 3) && CANONICAL_LAST[rest].test(segment)
}
