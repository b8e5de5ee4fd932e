import type { Clock } from '../clock/clock.ts'
import { isInFuture } from '../clock/is-in-future.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { quote } from '../errors/quote.ts'
import type { FindServer } from '../issuers/authorization-server.ts'
import { requireIssuer, requireTrusted } from '../issuers/trusted-issuers.ts'
import { isText } from '../json/is-text.ts'
import type { JsonObject } from '../json/json-object.ts'
import { createHeaderMemory } from '../jws/header-memory.ts'
import { parseJsonObject } from '../jws/parse-json-object.ts'
import { parseToken } from '../jws/parse-token.ts'
import { requireAlgorithm } from '../jws/require-algorithm.ts'
import { splitToken } from '../jws/split-token.ts'

/** A token about an event; its signature and its common claims are verified. */
export interface VerifiedEvent {
  /** The issuer, as configured. */
  readonly issuer: string
  /** As sent: some claims must not be present, not even as null. */
  readonly claims: JsonObject
  readonly jti: string
  /** When it was issued, in seconds since 1970. */
  readonly issuedAt: number
  /** Wall-clock seconds: the last moment at which it is accepted. */
  readonly acceptedUntil: number
}

/** What tokens about events of one kind must be. */
export interface EventRules {
  /** The `typ` in the header, in lower case. */
  readonly type: string
  readonly audiences: ReadonlySet<string>
  /** Whether `exp` is mandatory. */
  readonly mustExpire: boolean
}

/** How tokens about events are verified. */
export interface EventVerification {
  readonly clock: Clock
  readonly findServer: FindServer
}

/** Longest token about an event, in characters. */
const MAX_TOKEN_BYTES = 64 * 1024

/** How old such a token can be, in seconds: transmitters repeat what they could not deliver. */
const MAX_AGE_SECONDS = 24 * 60 * 60

/**
 * Verifies a token about an event as every JWT of its issuer: type, algorithm, issuer, audience, times and
 * signature (RFC 8417 section 2.2, OpenID Connect Back-Channel Logout 1.0 section 2.6). An explicit type is
 * required, since the same key signs access tokens. Does not read the event.
 *
 * @param text The token.
 * @param rules What it must be.
 * @param verification How it is verified.
 * @returns The token.
 * @throws {ProtectedResourceError} With the code of the first check that fails; a 503 if the keys are
 *   unavailable.
 */
export async function verifyEventToken(
  text: string,
  rules: EventRules,
  { clock, findServer }: EventVerification
): Promise<VerifiedEvent> {
  const token = parseToken(text, { maxTokenBytes: MAX_TOKEN_BYTES, headers: createHeaderMemory() })
  const { unverifiedHeader: header, unverifiedClaims: claims } = token
  const unverifiedIssuer = requireIssuer(claims['iss'])
  const server = requireTrusted(await findServer(unverifiedIssuer), unverifiedIssuer)
  const { settings, keys } = server
  requireType(header.typ, rules.type)
  const algorithm = requireAlgorithm(header.alg, settings.algorithms)
  requireAudience(claims['aud'], rules.audiences)
  const { jti } = claims
  if (!isText(jti)) throw refuseClaim('claim_missing', 'jti')
  const now = clock.now()
  const times = readTimes(claims, rules.mustExpire)
  requireTimely(times, now, settings.claims.expected.clockToleranceSeconds)
  await keys.verify(token, algorithm)
  // From here on, the token is verified.
  server.markVerified()
  const { issuedAt, expiresAt } = times
  const acceptedUntil =
    Math.min(expiresAt, issuedAt + MAX_AGE_SECONDS) + settings.claims.expected.clockToleranceSeconds
  const asSent = parseJsonObject(splitToken(text).payload)
  return { issuer: settings.issuer, claims: asSent, jti, issuedAt, acceptedUntil }
}

/** Media types are case-insensitive, and `application/` may be omitted (RFC 7515 section 4.1.9). */
function requireType(unverifiedType: string | undefined, expected: string): void {
  if (unverifiedType?.toLowerCase().replace(/^application\//, '') === expected) return
  throw new ProtectedResourceError('token_type_mismatch', {
    hint: `the "typ" in the header is not "${expected}": this is another kind of token, or the authorization server does not set "typ"`
  })
}

function requireAudience(aud: unknown, expected: ReadonlySet<string>): void {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  if (aud === undefined) throw refuseClaim('audience_missing', 'aud')
  if (!audiences.every((each) => typeof each === 'string')) throw refuseClaim('claim_malformed', 'aud')
  if (audiences.some((each) => expected.has(each))) return
  const hint = `the "aud" of the token is ${quote(audiences)}, expected is one of ${quote([...expected])}`
  throw new ProtectedResourceError('audience_mismatch', { hint, cause: { claim: 'aud' } })
}

interface EventTimes {
  readonly issuedAt: number
  /** Infinity if the token does not expire. */
  readonly expiresAt: number
}

function readTimes(claims: JsonObject, mustExpire: boolean): EventTimes {
  const { iat: issuedAt, exp: expiresAt = mustExpire ? undefined : Infinity } = claims
  if (typeof issuedAt !== 'number') throw refuseClaim('claim_missing', 'iat')
  if (typeof expiresAt !== 'number') throw refuseClaim('claim_missing', 'exp')
  return { issuedAt, expiresAt }
}

function requireTimely({ issuedAt, expiresAt }: EventTimes, now: number, toleranceSeconds: number): void {
  if (isInFuture(issuedAt, now, toleranceSeconds)) throw refuseClaim('token_issued_in_future', 'iat')
  if (now >= expiresAt + toleranceSeconds) throw refuseClaim('token_expired', 'exp')
  if (now - issuedAt > MAX_AGE_SECONDS + toleranceSeconds) throw refuseClaim('token_too_old', 'iat')
}

const HINTS = {
  claim_missing: 'is missing, or has another type',
  claim_malformed: 'must be a string or a list of strings',
  audience_missing: 'is missing',
  token_issued_in_future:
    'is in the future: the clocks of the authorization server and of this machine differ',
  token_expired: 'has passed: the message was delivered too late, or the clocks differ',
  token_too_old: 'is more than a day ago'
} as const

function refuseClaim(code: keyof typeof HINTS, claim: string): ProtectedResourceError {
  return new ProtectedResourceError(code, {
    hint: `"${claim}" of the token ${HINTS[code]}`,
    cause: { claim }
  })
}
