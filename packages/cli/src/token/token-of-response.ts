import { parseObject, stringMember } from '../json/json.ts'
import { UsageError } from '../terminal/usage-error.ts'

/** Error codes of RFC 6749 sections 4.1.2.1 and 5.2. Any other value can be a secret. */
const ERROR_CODES = new Set([
  'access_denied',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type'
])

/**
 * Returns the access token of a token response.
 *
 * @throws {UsageError} If there is none; the message repeats only a known error code
 */
export function tokenOfResponse(text: string): string {
  const response = parseObject(text)
  const token = stringMember(response, 'access_token')
  if (token !== undefined) return token
  const error = stringMember(response, 'error') ?? ''
  throw new UsageError(
    ERROR_CODES.has(error)
      ? `the input is a token response without "access_token", with the error "${error}"`
      : 'the input is JSON without "access_token"; pass the access token, or the whole token response'
  )
}
