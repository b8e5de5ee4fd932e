import { isInFuture } from '../clock/is-in-future.ts'
import type { ClaimCheck, ClaimFailure } from './claim-check.ts'

/**
 * `exp` is mandatory, and the token is refused from that very second on, tolerance added (RFC 7519 section
 * 4.1.4).
 */
export const checkExpiry: ClaimCheck = ({ unverifiedClaims }, { clockToleranceSeconds }, now) => {
  const { exp } = unverifiedClaims
  if (exp === undefined)
    return missing('exp', 'every access token must expire: have the authorization server set "exp"')
  if (!isNumericDate(exp)) return notADate('exp')
  if (now < exp + clockToleranceSeconds) return undefined
  const hint = `the token expired ${Math.round(now - exp)} seconds ago: the client must get a new one`
  return { code: 'token_expired', claim: 'exp', hint }
}

/** `nbf`, where present (RFC 7519 section 4.1.5). */
export const checkNotBefore: ClaimCheck = ({ unverifiedClaims }, { clockToleranceSeconds }, now) => {
  const { nbf } = unverifiedClaims
  if (nbf === undefined) return undefined
  if (!isNumericDate(nbf)) return notADate('nbf')
  if (now + clockToleranceSeconds >= nbf) return undefined
  return {
    code: 'token_not_yet_valid',
    claim: 'nbf',
    hint: `the token is valid in ${Math.round(nbf - now)} seconds only: ${CLOCKS}`
  }
}

/** `iat`, where present, is not in the future. */
export const checkIssuedAt: ClaimCheck = ({ unverifiedClaims }, { clockToleranceSeconds }, now) => {
  const { iat } = unverifiedClaims
  if (iat === undefined) return undefined
  if (!isNumericDate(iat)) return notADate('iat')
  if (!isInFuture(iat, now, clockToleranceSeconds)) return undefined
  return {
    code: 'token_issued_in_future',
    claim: 'iat',
    hint: `the token was issued ${Math.round(iat - now)} seconds ahead: ${CLOCKS}`
  }
}

/** The age of the token, where the protected resource limits it. */
export const checkAge: ClaimCheck = (
  { unverifiedClaims },
  { maxTokenAgeSeconds, clockToleranceSeconds },
  now
) => {
  if (maxTokenAgeSeconds === undefined) return undefined
  const { iat } = unverifiedClaims
  if (iat === undefined) return missing('iat', 'the option "maxTokenAgeSeconds" needs "iat" in every token')
  if (!isNumericDate(iat)) return notADate('iat')
  if (now - iat <= maxTokenAgeSeconds + clockToleranceSeconds) return undefined
  return {
    code: 'token_too_old',
    claim: 'iat',
    hint: 'the token is older than the option "maxTokenAgeSeconds" allows'
  }
}

const CLOCKS = 'the clocks of the authorization server and of this machine differ'

/** A NumericDate is a JSON number; a number too large for the language is none (RFC 7519 section 2). */
function isNumericDate(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function notADate(claim: string): ClaimFailure {
  return {
    code: 'claim_malformed',
    claim,
    hint: `"${claim}" must be a number of seconds, not a string or anything else`
  }
}

function missing(claim: string, hint: string): ClaimFailure {
  return { code: 'claim_missing', claim, hint }
}
