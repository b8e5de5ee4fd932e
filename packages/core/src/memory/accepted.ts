import type { Clock } from '../clock/clock.ts'
import type { VerifiedContext } from '../context/create-auth-context.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { withCaller } from '../errors/refused-caller.ts'

/** What decides whether an accepted token is still accepted, apart from its time. */
export interface Validity {
  /**
   * Whether it still holds: the issuer is trusted and publishes the same keys.
   *
   * @param now The moment, in monotonic milliseconds.
   */
  holds(now: number): boolean
}

/** An access token that passed every check, and how long that result can be used. */
export interface Accepted {
  readonly context: VerifiedContext
  /** Wall-clock seconds from which the token is refused, clock tolerance included. */
  readonly validUntil: number
  /** The same moment on the monotonic clock, in whole milliseconds: the wall clock can be set back. */
  readonly validUntilMonotonic: number
  readonly validity: Validity
}

/** A token that passed every check. */
export interface Verified extends Pick<Accepted, 'context' | 'validity'> {
  /** `iat`, whatever its type. */
  readonly issuedAt: unknown
}

/** What limits the time of tokens. */
export interface TokenLimits {
  readonly maxTokenAgeSeconds: number | undefined
  readonly clockToleranceSeconds: number
}

/**
 * Creates the record of an accepted token.
 *
 * @param verified The token, and what its acceptance depends on.
 * @param limits What limits its time.
 * @param clock The clock.
 * @returns The record.
 */
export function createAccepted(
  { context, validity, issuedAt }: Verified,
  { maxTokenAgeSeconds, clockToleranceSeconds }: TokenLimits,
  clock: Clock
): Accepted {
  const isAgeLimited = maxTokenAgeSeconds !== undefined && typeof issuedAt === 'number'
  const tooOldAt = isAgeLimited ? issuedAt + maxTokenAgeSeconds : Infinity
  const validUntil = Math.min(context.expiresAt, tooOldAt) + clockToleranceSeconds
  const validUntilMonotonic = Math.floor(clock.monotonic() + (validUntil - clock.now()) * 1000)
  return { context, validity, validUntil, validUntilMonotonic }
}

/**
 * Returns whether an accepted token can be used without verifying it again.
 *
 * @param accepted The token.
 * @param clock The clock.
 * @returns False after its time, and after a change of keys or trust.
 */
export function isUsable(accepted: Accepted, clock: Clock): boolean {
  const now = clock.monotonic()
  return (
    clock.now() < accepted.validUntil && now < accepted.validUntilMonotonic && accepted.validity.holds(now)
  )
}

/**
 * Requires that the time of a token did not end while something was waited for.
 *
 * @param accepted The token.
 * @param now The moment, in wall-clock seconds.
 * @param clockToleranceSeconds The clock tolerance.
 * @throws {ProtectedResourceError} `token_expired` or `token_too_old`.
 */
export function requireNotExpired(accepted: Accepted, now: number, clockToleranceSeconds: number): void {
  if (now >= accepted.context.expiresAt + clockToleranceSeconds) throw expiredError('token_expired', accepted)
  // The greatest age is still valid, the moment of the expiry is not.
  if (now > accepted.validUntil) throw expiredError('token_too_old', accepted)
}

function expiredError(
  code: 'token_expired' | 'token_too_old',
  { context }: Accepted
): ProtectedResourceError {
  const error = new ProtectedResourceError(code, { hint: 'the token expired while it was verified' })
  return withCaller(error, context)
}
