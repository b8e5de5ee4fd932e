import type { VerifiedClaims } from '../context/create-auth-context.ts'
import { requireToken68 } from '../credentials/require-token68.ts'
import type { JsonObject } from '../json/json-object.ts'
import { parseJsonObject } from '../jws/parse-json-object.ts'
import { parseToken, type ParseSettings } from '../jws/parse-token.ts'
import { splitToken } from '../jws/split-token.ts'
import type { UnverifiedToken } from '../jws/unverified-token.ts'

/**
 * Parses an access token. Every JWT has the form that RFC 6750 section 2.1 requires of credentials, so only
 * text that is not a JWT is checked for it: that decides between a malformed request and an invalid token.
 *
 * @param accessToken The token as sent.
 * @param settings Bounds, and the cache of headers.
 * @returns The unverified token.
 * @throws {ProtectedResourceError} `credentials_malformed`, or what `parseToken` throws.
 */
export function parseAccessToken(accessToken: string, settings: ParseSettings): UnverifiedToken {
  try {
    return parseToken(accessToken, settings)
  } catch (error) {
    requireToken68(accessToken)
    throw error
  }
}

/** Claims of a token alone, or joined with an answer about it. */
export interface AcceptedClaims extends VerifiedClaims {
  /** Monotonic milliseconds: until then an answer is used. Undefined for a token alone. */
  readonly usableUntil?: number
}

/**
 * Returns the claims of a verified token.
 *
 * @param token The token.
 * @returns The claims.
 */
export function claimsOf({ unverifiedClaims }: UnverifiedToken): AcceptedClaims {
  return { claims: unverifiedClaims, parseClaims }
}

function parseClaims(accessToken: string): JsonObject {
  return parseJsonObject(splitToken(accessToken).payload)
}
