import type { AuthContext } from '../context/auth-context.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { withCaller } from '../errors/refused-caller.ts'

/**
 * Creates the refusal of a revoked token.
 *
 * @param context The context of the token.
 * @returns The refusal.
 */
export function revokedError(context: AuthContext): ProtectedResourceError {
  const error = new ProtectedResourceError('token_revoked', { hint: 'the application revoked the token' })
  return withCaller(error, context)
}
