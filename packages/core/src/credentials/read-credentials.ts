import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
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
 * @param isDpopOffered Whether the scheme DPoP is accepted.
 * @returns The credentials; none of them is verified.
 * @throws {ProtectedResourceError} `credentials_missing`, `credentials_scheme_unsupported`,
 *   `credentials_repeated`, or `credentials_malformed` for a form body.
 */
export function readCredentials(
  request: ResourceRequest,
  locations: readonly TokenLocation[],
  isDpopOffered = false
): Credentials {
  const fromBody = locations.includes('body') ? readBodyToken(request) : undefined
  const field = oneLine(request.headers['authorization'])
  if (fromBody === undefined) return parseField(field, request, isDpopOffered)
  if (field !== undefined) throw new ProtectedResourceError('credentials_repeated', { hint: HINT_BOTH })
  return { scheme: 'Bearer', accessToken: fromBody, text: fromBody }
}

const HINT_BOTH = 'send the access token either in the Authorization field or in the form body, not in both'
const HINT_LINES = 'the request has several Authorization lines: a proxy or the client adds a second one'
const HINT_QUERY =
  'there is a parameter "access_token" in the query string, which is never read: send the token in the Authorization field'
const HINT_MISSING = 'send the access token as "Authorization: Bearer <access token>"'

function oneLine(value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  if (value.length > 1) throw new ProtectedResourceError('credentials_repeated', { hint: HINT_LINES })
  return value[0]
}

function parseField(
  field: string | undefined,
  request: ResourceRequest,
  isDpopOffered: boolean
): Credentials {
  if (field !== undefined && field !== '') return parseAuthorization(field, isDpopOffered)
  const hint = request.url?.includes('access_token=') === true ? HINT_QUERY : HINT_MISSING
  throw new ProtectedResourceError('credentials_missing', { hint })
}
