import type { AuthContext } from '../context/auth-context.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Revocations } from './revocations.ts'

/** The option `isRevoked`. */
export type IsRevoked = (context: AuthContext) => boolean | Promise<boolean>

/**
 * Requires that a token was not revoked: not in this process, and not according to the option `isRevoked`. If
 * that function fails, the request is refused with a 503, since nothing is known about the token.
 *
 * @param context The context of the token.
 * @param revocations The tokens that were revoked in this process.
 * @param isRevoked The option; undefined if the application has none.
 * @throws {ProtectedResourceError} `token_revoked` or `revocation_unavailable`.
 */
export async function requireNotRevoked(
  context: AuthContext,
  revocations: Revocations,
  isRevoked: IsRevoked | undefined
): Promise<void> {
  if (revocations.isRevoked(context)) throw revokedError()
  if (isRevoked === undefined) return
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
