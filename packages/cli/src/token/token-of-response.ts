import { UsageError } from '../commands/usage-error.ts'
import { isJsonObject, parseJson, stringMember } from '../http/json.ts'

/** What RFC 6749 lets an endpoint answer, sections 4.1.2.1 and 5.2. Anything else may be a secret. */
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
 * The access token of a token response.
 *
 * @param text the response as JSON
 * @throws {UsageError} when there is none in it; of the response it repeats the error code only
 */
export function tokenOfResponse(text: string): string {
  const parsed = parseJson(text)
  const response = isJsonObject(parsed) ? parsed : undefined
  const token = stringMember(response, 'access_token')
  if (token !== undefined) return token
  const error = stringMember(response, 'error') ?? ''
  if (ERROR_CODES.has(error)) {
    throw new UsageError(`what was read is a token response with no "access_token" but the error "${error}"`)
  }
  throw new UsageError(
    'what was read is JSON with no "access_token" in it; give the access token, or the whole token response'
  )
}
