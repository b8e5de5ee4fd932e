import { isInFuture } from '../clock/is-in-future.ts'
import type { JsonObject } from '../json/json-object.ts'
import type { ClaimCheck, ClaimFailure } from './claim-check.ts'

/**
 * `exp` is mandatory, and the token is refused from that very second on, plus tolerance (RFC 7519 section
 * 4.1.4).
 */
export const checkExpiry: ClaimCheck = ({ unverifiedClaims }, { clockToleranceSeconds }, now) => {
  const exp = readDate(unverifiedClaims, 'exp')
  if (typeof exp !== 'number')
    return (
      exp ?? missing('exp', 'every access token must expire: configure the authorization server to set "exp"')
    )
  if (now < exp + clockToleranceSeconds) return undefined
  const hint = `the token expired ${Math.round(now - exp)} seconds ago: the client must get a new one`
  return { code: 'token_expired', claim: 'exp', hint }
}

/** `nbf`, if present, is not in the future (RFC 7519 section 4.1.5). */
export const checkNotBefore: ClaimCheck = ({ unverifiedClaims }, { clockToleranceSeconds }, now) => {
  const nbf = readDate(unverifiedClaims, 'nbf')
  if (typeof nbf !== 'number') return nbf
  if (now + clockToleranceSeconds >= nbf) return undefined
  const hint = `the token becomes valid in ${Math.round(nbf - now)} seconds: ${CLOCKS}`
  return { code: 'token_not_yet_valid', claim: 'nbf', hint }
}

/** `iat`, if present, is not in the future. */
export const checkIssuedAt: ClaimCheck = ({ unverifiedClaims }, { clockToleranceSeconds }, now) => {
  const iat = readDate(unverifiedClaims, 'iat')
  if (typeof iat !== 'number') return iat
  if (!isInFuture(iat, now, clockToleranceSeconds)) return undefined
  const hint = `the token was issued ${Math.round(iat - now)} seconds ahead: ${CLOCKS}`
  return { code: 'token_issued_in_future', claim: 'iat', hint }
}

/** The token is not older than the protected resource allows. */
export const checkAge: ClaimCheck = (
  { unverifiedClaims },
  { maxTokenAgeSeconds, clockToleranceSeconds },
  now
) => {
  if (maxTokenAgeSeconds === undefined) return undefined
  const iat = readDate(unverifiedClaims, 'iat')
  if (typeof iat !== 'number')
    return iat ?? missing('iat', 'the option "maxTokenAgeSeconds" needs "iat" in every token')
  if (now - iat <= maxTokenAgeSeconds + clockToleranceSeconds) return undefined
  const hint = 'the token is older than the option "maxTokenAgeSeconds" allows'
  return { code: 'token_too_old', claim: 'iat', hint }
}

const CLOCKS = 'the clocks of the authorization server and of this machine differ'

/** From here on a number can only be milliseconds: as seconds it is the year 5138. */
const MIN_MILLISECONDS = 1e11

/** Reads a NumericDate: a JSON number of seconds that the language can represent (RFC 7519 section 2). */
function readDate(claims: JsonObject, claim: string): number | ClaimFailure | undefined {
  const value = claims[claim]
  if (value === undefined) return undefined
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  if (isNumber && value < MIN_MILLISECONDS) return value
  const hint = isNumber
    ? `"${claim}" is in milliseconds: configure the authorization server to write seconds`
    : `"${claim}" must be a number of seconds`
  return { code: 'claim_malformed', claim, hint }
}

function missing(claim: string, hint: string): ClaimFailure {
  return { code: 'claim_missing', claim, hint }
}
