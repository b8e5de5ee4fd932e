import { ProtectedResourceError } from '../errors/protected-resource-error.ts'

/** The three segments of a JWS in compact serialisation, as sent. */
export interface TokenSegments {
  readonly header: string
  readonly payload: string
  /** Empty if the token has none, as with `alg: none`, which is refused for its algorithm. */
  readonly signature: string
}

/**
 * Splits an access token into its three segments (RFC 7515 section 7.1). Does not decode them.
 *
 * @param accessToken The token as sent.
 * @throws {ProtectedResourceError} `token_opaque` or `token_encrypted`.
 */
export function splitToken(accessToken: string): TokenSegments {
  const first = accessToken.indexOf('.')
  const second = accessToken.indexOf('.', first + 1)
  if (first === -1 || second === -1) throw new ProtectedResourceError('token_opaque', { hint: HINT_OPAQUE })
  if (accessToken.indexOf('.', second + 1) !== -1) throw refuseFurtherParts(accessToken)
  return {
    header: accessToken.slice(0, first),
    payload: accessToken.slice(first + 1, second),
    signature: accessToken.slice(second + 1)
  }
}

const HINT_OPAQUE =
  'the access token is not a JWT: configure the authorization server to issue JWTs for this audience; often the client must send "resource" or "audience"'
const HINT_ENCRYPTED =
  'the access token is encrypted (JWE): configure the authorization server to issue signed access tokens; with Auth0, request an audience'

function refuseFurtherParts(accessToken: string): ProtectedResourceError {
  return accessToken.split('.').length === 5
    ? new ProtectedResourceError('token_encrypted', { hint: HINT_ENCRYPTED })
    : new ProtectedResourceError('token_opaque', { hint: HINT_OPAQUE })
}
