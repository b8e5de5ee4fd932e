import type { AuthContext } from '../context/auth-context.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { withCaller } from '../errors/refused-caller.ts'
import { revokedError } from './revoked-error.ts'

/** The option `isRevoked`. */
export type IsRevoked = (context: AuthContext) => boolean | Promise<boolean>

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
    const details = { hint: HINT_UNAVAILABLE, cause: error }
    throw withCaller(new ProtectedResourceError('revocation_unavailable', details), context)
  }
  // Only false accepts, whatever an untyped function returns.
  if (revoked !== false) throw revokedError(context)
}

const HINT_UNAVAILABLE = 'the option "isRevoked" failed: see the cause'
