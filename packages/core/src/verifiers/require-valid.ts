import type { AuthContext } from '../context/auth-context.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { withCaller } from '../errors/refused-caller.ts'

/** The option `validate`. */
export type Validate = (context: AuthContext) => boolean | Promise<boolean>

/**
 * Requires that the option `validate` accepts a verified token. What the function throws is an error of the
 * application.
 *
 * @param context The context of the token.
 * @param validate The option.
 * @throws {ProtectedResourceError} `token_rejected`.
 */
export async function requireValid(context: AuthContext, validate: Validate): Promise<void> {
  const isValid: unknown = await validate(context)
  // Only true accepts, whatever an untyped function returns.
  if (isValid === true) return
  throw withCaller(new ProtectedResourceError('token_rejected', { hint: HINT_REJECTED }), context)
}

const HINT_REJECTED = 'the option "validate" rejected the token'
