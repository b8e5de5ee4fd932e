import type { ClaimCheck, ClaimFailure } from './claim-check.ts'

/** `sub` is a string where it is there. Some servers leave it out or write null for machines. */
export const checkSubject: ClaimCheck = ({ unverifiedClaims: { sub } }) =>
  sub === undefined || sub === null || typeof sub === 'string' ? undefined : malformed('sub')

/** The claims that RFC 9068 section 2.2 requires beside those that are always required. */
const REQUIRED = ['sub', 'client_id', 'jti'] as const

/** `sub`, `client_id`, `iat` and `jti` are there, as non-empty strings and a number (RFC 9068 section 2.2). */
export const checkRequired: ClaimCheck = ({ unverifiedClaims }) => {
  if (unverifiedClaims['iat'] === undefined) return missing('iat')
  for (const claim of REQUIRED) {
    const value = unverifiedClaims[claim]
    if (value === undefined) return missing(claim)
    if (typeof value !== 'string' || value === '') return malformed(claim)
  }
  return undefined
}

/**
 * A token that is bound to a key or a certificate is refused as long as nobody here can confirm the binding
 * (RFC 9449 section 7.2).
 */
export const checkConfirmation: ClaimCheck = ({ unverifiedClaims }) => {
  if (!Object.hasOwn(unverifiedClaims, 'cnf')) return undefined
  const hint =
    'the token is bound to a key or certificate ("cnf"), which this protected resource cannot confirm yet: have the client ask for an unbound token'
  return { code: 'confirmation_unsupported', claim: 'cnf', hint }
}

function missing(claim: string): ClaimFailure {
  return {
    code: 'claim_missing',
    claim,
    hint: `profile "rfc9068" demands "${claim}": use profile "jwt" where the authorization server leaves it out`
  }
}

function malformed(claim: string): ClaimFailure {
  return { code: 'claim_malformed', claim, hint: `"${claim}" must be a string` }
}
