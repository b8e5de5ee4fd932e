import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { AuthContext } from '../context/auth-context.ts'

/** Tells whether a token was revoked. */
export type IsRevoked = (context: AuthContext) => boolean | Promise<boolean>

/**
 * Asks the application whether a token was revoked. Where it cannot tell, the token is not let in; but that
 * is not its fault.
 *
 * @param context The context of the token.
 * @param isRevoked The function of the application.
 * @throws {ProtectedResourceError} `token_revoked` or `revocation_unavailable`.
 */
export async function askWhetherRevoked(context: AuthContext, isRevoked: IsRevoked): Promise<void> {
  let revoked: boolean
  try {
    revoked = await isRevoked(context)
  } catch (error) {
    throw new ProtectedResourceError('revocation_unavailable', { hint: HINT_UNAVAILABLE, cause: error })
  }
  // Anything but false refuses, whatever a function without types answers.
  // oxlint-disable-next-line typescript/no-unnecessary-boolean-literal-compare -- see above
  if (revoked !== false) throw refuseRevoked()
}

const HINT_UNAVAILABLE = 'the function "isRevoked" of the options failed; the cause says how'

/**
 * Makes the refusal of a token that was revoked.
 *
 * @returns The refusal.
 */
export function refuseRevoked(): ProtectedResourceError {
  return new ProtectedResourceError('token_revoked', { hint: HINT_REVOKED })
}

const HINT_REVOKED = 'the token was revoked by the application'
