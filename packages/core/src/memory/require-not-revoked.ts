import type { AuthContext } from '../context/auth-context.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Revocations } from './revocations.ts'

/** The option `isRevoked`. */
export type IsRevoked = (context: AuthContext) => boolean | Promise<boolean>

/**
 * Requires that a token was not revoked in this process.
 *
 * @param context The context of the token.
 * @param revocations What was revoked.
 * @throws {ProtectedResourceError} `token_revoked`.
 */
export function requireNotRevoked(context: AuthContext, revocations: Revocations): void {
  if (revocations.isRevoked(context)) throw revokedError()
}

/**
 * Requires that a token was not revoked according to the option `isRevoked`. If that function fails, the
 * request is refused with a 503, since nothing is known about the token.
 *
 * @param isRevoked The option.
 * @param context The context of the token.
 * @throws {ProtectedResourceError} `token_revoked` or `revocation_unavailable`.
 */
export async function requireNotRevokedBy(isRevoked: IsRevoked, context: AuthContext): Promise<void> {
  let revoked: unknown
  try {
    revoked = await isRevoked(context)
  } catch (error) {
    throw new ProtectedResourceError('revocation_unavailable', { hint: HINT_UNAVAILABLE, cause: error })
  }
  // Only false accepts, whatever an untyped function returns.
  if (revoked !== false) throw revokedError()
}

function revokedError(): ProtectedResourceError {
  return new ProtectedResourceError('token_revoked', { hint: 'the application revoked the token' })
}

const HINT_UNAVAILABLE = 'the option "isRevoked" failed: see the cause'
