import type { AuthContext } from '../context/auth-context.ts'
import { ProtectedResourceError, type ChallengeParameters } from '../errors/protected-resource-error.ts'
import { evaluateGuard, type GuardTime } from './evaluate-guard.ts'
import { guardOf, requiredScopes, type Guard, type HasGuard } from './guard.ts'

/**
 * Requires that a context satisfies a guard. If the authentication is insufficient and a scope is missing,
 * one answer requests both (RFC 9470 section 3).
 *
 * @param context Undefined for an anonymous request.
 * @param given A guard, or middleware or a hook that holds one.
 * @param time The moment.
 * @throws {ProtectedResourceError} `credentials_missing`, `token_not_bound` or `authentication_insufficient`
 *   (401), or the code of what is missing (403).
 * @throws {ConfigurationError} For a value that is not a guard.
 */
export function authorize(context: AuthContext | undefined, given: Guard | HasGuard, time: GuardTime): void {
  const guard = guardOf(given)
  if (context === undefined) {
    const challenge = scopeParameter(guard)
    throw new ProtectedResourceError('credentials_missing', { hint: HINT_ANONYMOUS, challenge })
  }
  const failures = evaluateGuard(guard, context, time)
  const [first] = failures
  if (first === undefined) return
  const authentication = failures.find(({ guard: failed }) => failed.kind === 'authentication')
  const isScopeMissing = failures.some(({ guard: { kind } }) => !WITHOUT_SCOPE.includes(kind))
  // Whatever else is missing, the client needs another token first.
  const unbound = failures.find(({ guard: failed }) => failed.kind === 'senderConstrained')
  const { code, hint } = unbound ?? authentication ?? first
  const challenge = {
    ...authenticationParameters(failures.map(({ guard: failed }) => failed)),
    ...(isScopeMissing ? scopeParameter(guard) : {}),
    ...(context.scheme === 'DPoP' ? DPOP_SCHEME : {})
  }
  throw new ProtectedResourceError(code, { hint, challenge })
}

const DPOP_SCHEME: ChallengeParameters = { scheme: 'DPoP' }

/** A failure of these kinds is not about authorization. */
const WITHOUT_SCOPE: readonly Guard['kind'][] = ['authentication', 'senderConstrained']

const HINT_ANONYMOUS = 'the route has a guard, but the request has no accepted access token'

function scopeParameter(guard: Guard): ChallengeParameters {
  const scope = requiredScopes(guard)
  return scope.length === 0 ? {} : { scope }
}

/** The strictest of several requirements: all classes that any of them lists, and the smallest age. */
function authenticationParameters(failed: readonly Guard[]): ChallengeParameters {
  const required = failed.filter((guard) => guard.kind === 'authentication')
  const acrValues = [...new Set(required.flatMap(({ acr }) => acr))]
  const ages = required.flatMap(({ maxAgeSeconds }) => maxAgeSeconds ?? [])
  return {
    ...(acrValues.length === 0 ? {} : { acrValues }),
    ...(ages.length === 0 ? {} : { maxAgeSeconds: Math.min(...ages) })
  }
}
