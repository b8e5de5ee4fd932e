import { ownMembersOf } from '../errors/own-members.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'

/** What the authorization server says about a token: its claims if it is active, else undefined. */
export type IntrospectionAnswer = JsonObject | undefined

/**
 * Parses an answer (RFC 7662 section 2.2). `active` must be a boolean: any other value is not an answer, and
 * admits no token. Does not check the claims.
 *
 * @param content The answer as parsed JSON.
 * @returns The claims of an active token, without `active`; undefined for any other token.
 * @throws {ProtectedResourceError} `introspection_invalid`.
 */
export function parseAnswer(content: unknown): IntrospectionAnswer {
  if (!isJsonObject(content))
    throw invalidAnswer('the response of the introspection endpoint is not an object')
  const { active, ...claims } = ownMembersOf(content)
  if (active === true) return claims
  if (active === false) return undefined
  throw invalidAnswer('"active" in the response of the introspection endpoint is not true or false')
}

/**
 * Creates the refusal for an answer that cannot be used.
 *
 * @param hint What is wrong with it.
 * @returns The refusal.
 */
export function invalidAnswer(hint: string): ProtectedResourceError {
  return new ProtectedResourceError('introspection_invalid', { hint })
}
