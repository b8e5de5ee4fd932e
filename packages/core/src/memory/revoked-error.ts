import { ProtectedResourceError } from '../errors/protected-resource-error.ts'

/**
 * Creates the refusal of a revoked token.
 *
 * @returns The refusal.
 */
export function revokedError(): ProtectedResourceError {
  return new ProtectedResourceError('token_revoked', { hint: 'the application revoked the token' })
}
