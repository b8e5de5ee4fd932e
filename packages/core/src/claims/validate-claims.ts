import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { ClaimCheck, ClaimExpectations, TokenClaims } from './claim-check.ts'

/** What the claims of one issuer's tokens are held against. */
export interface ClaimSettings {
  readonly checks: readonly ClaimCheck[]
  readonly expected: ClaimExpectations
}

/**
 * Validates the claims of a token. It may be asked before the signature is verified, so that a token that
 * would be refused anyway costs neither a signature nor a fetch; a token is accepted only when both agree, in
 * whatever order.
 *
 * @param token The token's header and claims.
 * @param settings What they are held against.
 * @param now Wall-clock seconds.
 * @throws {ProtectedResourceError} With the code of the first check that fails.
 */
export function validateClaims(token: TokenClaims, { checks, expected }: ClaimSettings, now: number): void {
  for (const check of checks) {
    const failure = check(token, expected, now)
    if (failure !== undefined) {
      const { code, claim, hint } = failure
      throw new ProtectedResourceError(code, { hint, cause: { claim } })
    }
  }
}
