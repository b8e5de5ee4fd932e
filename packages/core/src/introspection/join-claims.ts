import type { JsonObject } from '../json/json-object.ts'
import { invalidAnswer } from './parse-answer.ts'

/** What a signed token says about itself stays; everything else is as the authorization server says now. */
const KEPT = ['iss', 'sub', 'aud', 'azp', 'client_id', 'exp', 'nbf', 'iat', 'jti', 'sid', 'cnf', 'typ']

/**
 * Joins the claims of a verified JWT with those of the answer about it. The claims that identify and bound
 * the token are those of the token, if it has them; roles, scopes and all others are those of the answer.
 *
 * @param claims The claims of the token.
 * @param answer The claims of the answer.
 * @returns The joined claims; still to be checked.
 * @throws {ProtectedResourceError} `introspection_invalid`, if the answer is about another token.
 */
export function joinClaims(claims: JsonObject, answer: JsonObject): JsonObject {
  const kept = KEPT.filter((name) => Object.hasOwn(claims, name))
  const other = ['iss', 'sub', 'jti'].find(
    (name) => kept.includes(name) && differs(claims[name], answer[name])
  )
  if (other !== undefined) throw invalidAnswer(`the response is about another token: its "${other}" differs`)
  return { ...claims, ...answer, ...Object.fromEntries(kept.map((name) => [name, claims[name]])) }
}

function differs(ofToken: unknown, ofAnswer: unknown): boolean {
  return ofAnswer !== undefined && ofAnswer !== ofToken
}
