import type { ClaimCheck, ClaimFailure } from './claim-check.ts'

/** `sub`, if present, is a string. Some servers omit it or write null for machines. */
export const checkSubject: ClaimCheck = ({ unverifiedClaims: { sub = '' } }) =>
  typeof sub === 'string' ? undefined : malformed('sub')

/** `sub`, `client_id`, `iat` and `jti` are present, as non-empty strings and a number (RFC 9068 section 2.2). */
export const checkRequired: ClaimCheck = ({ unverifiedClaims }) => {
  for (const claim of ['iat', 'sub', 'client_id', 'jti']) {
    const value = unverifiedClaims[claim]
    if (value === undefined) return missing(claim)
    if (claim !== 'iat' && (typeof value !== 'string' || value === '')) return malformed(claim)
  }
  return undefined
}

function missing(claim: string): ClaimFailure {
  const hint = `profile "rfc9068" requires "${claim}": use profile "jwt" if the authorization server omits it`
  return { code: 'claim_missing', claim, hint }
}

function malformed(claim: string): ClaimFailure {
  return { code: 'claim_malformed', claim, hint: `"${claim}" must be a string` }
}
