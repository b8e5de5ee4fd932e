import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { ClaimCheck, ClaimExpectations, TokenClaims } from './claim-check.ts'

/** The checks for the claims of one issuer's tokens. */
export interface ClaimSettings {
  readonly checks: readonly ClaimCheck[]
  readonly expected: ClaimExpectations
}

/**
 * Validates the claims of a token. May run before the signature is verified, so that a token that is refused
 * anyway costs neither a signature nor a fetch; a token is accepted only if both pass, in any order.
 *
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
