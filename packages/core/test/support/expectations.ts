import type { ClaimCheck, ClaimExpectations } from '../../src/claims/claim-check.ts'
import { ownMembers } from '../../src/json/own-members.ts'
import type { JoseHeader } from '../../src/jws/unverified-token.ts'
import { resolvedIssuer } from './resolved-issuer.ts'
import { NOW, validClaims } from './test-token.ts'

/** What a protected resource expects by default, with a change. */
export function expectations(change: Partial<ClaimExpectations> = {}): ClaimExpectations {
  return { ...resolvedIssuer().claims.expected, ...change }
}

/** What a check is asked about. */
export interface CheckCase {
  /** Members that are undefined are omitted from the claims set. */
  readonly claims?: object
  readonly header?: JoseHeader
  readonly expected?: Partial<ClaimExpectations>
  readonly now?: number
}

/** Asks one check about valid claims with a change. */
export function ask(
  check: ClaimCheck,
  { claims = {}, header = { alg: 'RS256', typ: 'JWT' }, expected = {}, now = NOW }: CheckCase = {}
): ReturnType<ClaimCheck> {
  const token = { unverifiedHeader: header, unverifiedClaims: ownMembers({ ...validClaims(claims) }) }
  return check(token, expectations(expected), now)
}
