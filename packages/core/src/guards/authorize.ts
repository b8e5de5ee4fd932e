import type { AuthContext } from '../context/auth-context.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { ProtectedResourceError, type ChallengeParameters } from '../errors/protected-resource-error.ts'
import { isGuard } from './is-guard.ts'
import { isMade } from './made-guards.ts'
import { evaluateGuard, type GuardFailure, type GuardTime } from './evaluate-guard.ts'
import type { Guard } from './guard.ts'
import { requiredScopes } from './required-scopes.ts'

/**
 * Demands that a context satisfies a guard. Where a better authentication is lacking as well as a scope, one
 * answer asks for both (RFC 9470 section 3).
 *
 * @param context The context; undefined where nobody was authenticated.
 * @param guard The guard.
 * @param time The moment.
 * @throws {ProtectedResourceError} `credentials_missing` (401), `authentication_insufficient` (401), or what
 *   else is lacking (403).
 * @throws {ConfigurationError} For a value that is not a guard.
 */
export function authorize(context: AuthContext | undefined, guard: Guard, time: GuardTime): void {
  if (!isMade(guard) && !isGuard(guard)) throw new ConfigurationError('guard', HINT_GUARD)
  if (context === undefined) throw new ProtectedResourceError('credentials_missing', { hint: HINT_ANONYMOUS })
  const failures = evaluateGuard(guard, context, time)
  const [first] = failures
  if (first === undefined) return
  const authentication = failures.filter(isAuthenticationFailure)
  const { code, hint } = authentication[0] ?? first
  const isScopeLacking = failures.some((failure) => failure.code !== 'authentication_insufficient')
  throw new ProtectedResourceError(code, {
    hint,
    challenge: { ...parametersOf(authentication), ...(isScopeLacking ? scopeOf(guard) : {}) }
  })
}

/** Guards are plain data, and may have been written by hand: one that is misspelt would let everybody in. */
const HINT_GUARD =
  'this is no guard, or one that demands nothing: make guards with requireScopes() and its like'
const HINT_ANONYMOUS = 'the route has a guard, and the request carries no access token that was accepted'

interface AuthenticationFailure extends GuardFailure {
  readonly guard: Extract<Guard, { kind: 'authentication' }>
}

function isAuthenticationFailure(failure: GuardFailure): failure is AuthenticationFailure {
  return failure.guard.kind === 'authentication'
}

function scopeOf(guard: Guard): ChallengeParameters {
  const scope = requiredScopes(guard)
  return scope.length === 0 ? {} : { scope }
}

/** The strictest of several demands: all classes that any of them lists, and the smallest age. */
function parametersOf(failures: readonly AuthenticationFailure[]): ChallengeParameters {
  const acrValues = [...new Set(failures.flatMap(({ guard }) => guard.acr))]
  const ages = failures.flatMap(({ guard }) => guard.maxAgeSeconds ?? [])
  return {
    ...(acrValues.length === 0 ? {} : { acrValues }),
    ...(ages.length === 0 ? {} : { maxAgeSeconds: Math.min(...ages) })
  }
}
