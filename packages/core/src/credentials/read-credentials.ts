import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Scheme } from '../errors/scheme.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import type { Credentials, TokenLocation } from './credentials.ts'
import { parseAuthorization } from './parse-authorization.ts'
import { readBodyToken } from './read-body-token.ts'

/**
 * Reads the credentials of a request: the `Authorization` header and, if allowed, the form body (RFC 6750
 * section 2).
 *
 * @param request The request.
 * @param locations Where a token can be.
 * @param schemes The schemes that are accepted.
 * @returns The credentials; none of them is verified.
 * @throws {ProtectedResourceError} `credentials_missing`, `credentials_scheme_unsupported`,
 *   `credentials_repeated`, or `credentials_malformed` for a form body.
 */
export function readCredentials(
  request: ResourceRequest,
  locations: readonly TokenLocation[],
  schemes: readonly Scheme[]
): Credentials {
  const fromBody = locations.includes('body') ? readBodyToken(request) : undefined
  const lines = request.headers['authorization']
  const field = typeof lines === 'object' ? oneLine(lines) : lines
  if (fromBody !== undefined && field !== undefined)
    throw new ProtectedResourceError('credentials_repeated', { hint: HINT_BOTH })
  if (fromBody !== undefined) return { scheme: 'Bearer', accessToken: fromBody, text: fromBody }
  if (field !== undefined && field !== '') return parseAuthorization(field, schemes)
  const hint = request.url?.includes('access_token=') === true ? HINT_QUERY : HINT_MISSING
  throw new ProtectedResourceError('credentials_missing', { hint })
}

const HINT_BOTH = 'send the access token either in the Authorization header or in the form body, not in both'
const HINT_LINES = 'the request has several Authorization headers: a proxy or the client adds a second one'
const HINT_QUERY =
  'there is a parameter "access_token" in the query string, which is never read: send the token in the Authorization header'
const HINT_MISSING = 'send the access token as "Authorization: Bearer <access token>"'

function oneLine(lines: readonly string[]): string | undefined {
  if (lines.length > 1) throw new ProtectedResourceError('credentials_repeated', { hint: HINT_LINES })
  return lines[0]
}
