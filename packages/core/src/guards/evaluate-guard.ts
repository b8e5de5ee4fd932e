import { isInFuture } from '../clock/is-in-future.ts'
import { ignoreRejection } from '../flow/ignore-rejection.ts'
import { readClaim } from '../json/claim-path.ts'
import type { AuthContext } from '../context/auth-context.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { AnyOfGuard, AuthenticationGuard, ClaimGuard, Guard } from './guard.ts'

/** What a guard did not find. */
export interface GuardFailure {
  readonly code: ErrorCode
  /** For the developer; names what is required, not what the token has. */
  readonly hint: string
  /** The guard that was not satisfied. */
  readonly guard: Guard
}

/** The moment, and how far clocks may be apart. */
export interface GuardTime {
  /** Wall-clock seconds. */
  readonly now: number
  readonly clockToleranceSeconds: number
}

/**
 * Evaluates a guard against a context; see `isGuard` for what is one.
 *
 * @param guard The guard.
 * @param context The context.
 * @param time The moment.
 * @returns All that is lacking; empty where the guard is satisfied.
 */
export function evaluateGuard(guard: Guard, context: AuthContext, time: GuardTime): readonly GuardFailure[] {
  switch (guard.kind) {
    case 'scopes':
      return lacking(hasAll(context.scopes, guard.all), guard, 'scope_insufficient')
    case 'anyScope':
      return lacking(
        guard.any.some((scope) => context.scopes.includes(scope)),
        guard,
        'scope_insufficient'
      )
    case 'permissions':
      return lacking(hasAll(context.permissions, guard.all), guard, 'permission_insufficient')
    case 'roles':
      return lacking(hasAll(context.roles, guard.all), guard, 'role_insufficient')
    case 'claim':
      return lacking(hasClaim(guard, context), guard, 'claim_insufficient')
    case 'authentication':
      return lacking(isAuthenticated(guard, context, time), guard, 'authentication_insufficient')
    case 'allOf':
      return guard.guards.flatMap((each) => evaluateGuard(each, context, time))
    case 'anyOf':
      return evaluateAny(guard, context, time)
  }
}

/** The first alternative is what a client is asked for; the developer sees the others as well. */
function evaluateAny(guard: AnyOfGuard, context: AuthContext, time: GuardTime): readonly GuardFailure[] {
  const alternatives = guard.guards.map((each) => evaluateGuard(each, context, time))
  if (alternatives.some((failures) => failures.length === 0)) return NOTHING_LACKING
  const [first = lacking(false, guard, 'claim_insufficient'), ...others] = alternatives
  const orElse = others.flat().map(({ hint }) => `; or else ${hint}`)
  return first.map((failure) => ({ ...failure, hint: failure.hint + orElse.join('') }))
}

function hasAll(names: readonly string[], demanded: readonly string[]): boolean {
  return demanded.every((name) => names.includes(name))
}

function hasClaim({ name, test }: ClaimGuard, context: AuthContext): boolean {
  const value = readClaim(context.claims, name)
  if (value === undefined) return false
  if (typeof test === 'function') return isTrue(test(value, context))
  return Array.isArray(value) ? value.includes(test) : value === test
}

/** Anything but true refuses: a promise, above all, which nobody waits for here. */
function isTrue(answer: unknown): boolean {
  ignoreRejection(answer)
  return answer === true
}

/**
 * RFC 9470: `acr` and `auth_time` of RFC 9068 section 2.2.1. A claim that is not there, or not possible,
 * meets nothing.
 */
function isAuthenticated(guard: AuthenticationGuard, { claims }: AuthContext, time: GuardTime): boolean {
  const acr = readClaim(claims, 'acr')
  if (guard.acr.length > 0 && !(typeof acr === 'string' && guard.acr.includes(acr))) return false
  if (guard.maxAgeSeconds === undefined) return true
  const authTime = readClaim(claims, 'auth_time')
  if (typeof authTime !== 'number') return false
  const { now, clockToleranceSeconds } = time
  if (isInFuture(authTime, now, clockToleranceSeconds)) return false
  return now - authTime <= guard.maxAgeSeconds + clockToleranceSeconds
}

const NOTHING_LACKING: readonly GuardFailure[] = []

function lacking(isSatisfied: boolean, guard: Guard, code: ErrorCode): readonly GuardFailure[] {
  return isSatisfied ? NOTHING_LACKING : [{ code, hint: hintFor(guard), guard }]
}

function hintFor(guard: Guard): string {
  switch (guard.kind) {
    case 'scopes':
      return `the token lacks one of the scopes: ${guard.all.join(' ')}: the client must ask for them, and the user or an administrator grant them`
    case 'anyScope':
      return `the token has none of the scopes: ${guard.any.join(' ')}: the client must ask for one of them`
    case 'permissions':
      return `the token lacks one of the permissions: ${guard.all.join(', ')}: assign them at the authorization server, and have it put them into access tokens`
    case 'roles':
      return `the token lacks one of the roles: ${guard.all.join(', ')}: assign them at the authorization server, and see the option "rolesClaims" for where they are read`
    case 'claim':
      return `the claim "${guard.name}" of the token is missing or not as required`
    default:
      return 'the user must be authenticated again, more strongly or more recently; the token must carry "acr" and "auth_time"'
  }
}
