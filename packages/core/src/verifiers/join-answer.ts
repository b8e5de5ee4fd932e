import { validateClaims } from '../claims/validate-claims.ts'
import type { Clock } from '../clock/clock.ts'
import type { Introspection } from '../introspection/create-introspection.ts'
import { joinClaims } from '../introspection/join-claims.ts'
import { requireActive } from '../introspection/require-active.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { UnverifiedToken } from '../jws/unverified-token.ts'
import type { ResolvedIssuer } from '../options/resolve-issuer.ts'

/** Claims of a token and of the answer about it, checked. */
export interface JoinedClaims {
  readonly claims: JsonObject
  /** Monotonic milliseconds: until then the answer is used. */
  readonly usableUntil: number
}

/** Where the answer comes from, and what the claims are checked against. */
export interface JoinSettings {
  readonly introspection: Introspection
  readonly settings: ResolvedIssuer
  readonly clock: Clock
}

/**
 * Asks the authorization server about a JWT whose signature is verified, joins the claims, and checks them.
 *
 * @param accessToken The token as sent.
 * @param token The verified token.
 * @param parts Where the answer comes from.
 * @returns The joined claims.
 * @throws {ProtectedResourceError} `token_inactive`, the code of the first check that fails, or a 503.
 */
export async function joinAnswer(
  accessToken: string,
  token: UnverifiedToken,
  { introspection, settings, clock }: JoinSettings
): Promise<JoinedClaims> {
  const answer = await introspection.introspect(accessToken)
  const claims = joinClaims(token.unverifiedClaims, requireActive(answer.claims))
  const joined = { unverifiedHeader: token.unverifiedHeader, unverifiedClaims: claims }
  validateClaims(joined, settings.claims, clock.now())
  return { claims, usableUntil: answer.usableUntil }
}
