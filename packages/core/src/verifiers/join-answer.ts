import { validateClaims } from '../claims/validate-claims.ts'
import type { Clock } from '../clock/clock.ts'
import type { Introspection } from '../introspection/create-introspection.ts'
import { joinClaims } from '../introspection/join-claims.ts'
import { requireActive } from '../introspection/require-active.ts'
import { ownMembers } from '../json/own-members.ts'
import type { UnverifiedToken } from '../jws/unverified-token.ts'
import type { ResolvedIssuer } from '../options/resolve-issuer.ts'
import type { AcceptedClaims } from './parse-access-token.ts'

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
 * @param token The verified token, parsed.
 * @param parts Where the answer comes from.
 * @returns The joined claims.
 * @throws {ProtectedResourceError} `token_inactive`, the code of the first check that fails, or a 503.
 */
export async function joinAnswer(
  accessToken: string,
  token: UnverifiedToken,
  { introspection, settings, clock }: JoinSettings
): Promise<AcceptedClaims> {
  const answer = await introspection.introspect(accessToken)
  const payload = joinClaims(token.unverifiedClaims, requireActive(answer.claims))
  const claims = ownMembers(payload)
  const joined = { unverifiedHeader: token.unverifiedHeader, unverifiedClaims: claims }
  validateClaims(joined, settings.claims, clock.now())
  return { claims, parseClaims: () => payload, usableUntil: answer.usableUntil }
}
