import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { IntrospectionAnswer } from './parse-answer.ts'

/**
 * Requires that a token is active.
 *
 * @param answer The answer.
 * @returns The claims of the token.
 * @throws {ProtectedResourceError} `token_inactive`.
 */
export function requireActive(answer: IntrospectionAnswer): JsonObject {
  if (answer !== undefined) return answer
  throw new ProtectedResourceError('token_inactive', { hint: HINT_INACTIVE })
}

const HINT_INACTIVE =
  'the authorization server says that the token is not active: it expired, was revoked, or this client is not allowed to introspect it (Keycloak: add "clientId" to "aud")'
