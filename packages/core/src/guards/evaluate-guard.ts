import { isInFuture } from '../clock/is-in-future.ts'
import type { AuthContext } from '../context/auth-context.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { quote } from '../errors/quote.ts'
import { ignoreRejection } from '../flow/ignore-rejection.ts'
import { readClaim } from '../json/claim-path.ts'
import type { AllOfGuard, AnyOfGuard, AuthenticationGuard, ClaimGuard, Guard } from './guard.ts'

/** What a guard did not find. */
export interface GuardFailure {
  readonly code: ErrorCode
  /** For the developer: what is required and, for scopes, what the token has. */
  readonly hint: string
  /** The guard that was not satisfied. */
  readonly guard: Guard
}

/** The time of the decision. */
export interface GuardTime {
  /** Wall-clock seconds. */
  readonly now: number
  readonly clockToleranceSeconds: number
}

/** Lists everything that a context is missing for a guard; empty if the guard is satisfied. */
export function evaluateGuard(guard: Guard, context: AuthContext, time: GuardTime): readonly GuardFailure[] {
  switch (guard.kind) {
    case 'allOf':
      return guard.guards.flatMap((each) => evaluateGuard(each, context, time))
    case 'anyOf':
      return evaluateAny(guard, context, time)
    default:
      return isSatisfied(guard, context, time) ? SATISFIED : [{ ...explain(guard, context), guard }]
  }
}

type SingleGuard = Exclude<Guard, AllOfGuard | AnyOfGuard>

function isSatisfied(guard: SingleGuard, context: AuthContext, time: GuardTime): boolean {
  switch (guard.kind) {
    case 'scopes':
      return hasAll(context.scopes, guard.all)
    case 'anyScope':
      return guard.any.some((scope) => context.scopes.includes(scope))
    case 'permissions':
      return hasAll(context.permissions, guard.all)
    case 'roles':
      return hasAll(context.roles, guard.all)
    case 'claim':
      return hasClaim(guard, context)
    case 'authentication':
      return isAuthenticated(guard, context, time)
    case 'senderConstrained':
      return context.confirmation !== undefined
    default:
      throw unknownKind(guard)
  }
}

/** Another version of this package may make guards of kinds that this one does not know. */
function unknownKind(guard: never): ConfigurationError {
  return new ConfigurationError(
    'guard',
    `two versions of @portcullis/core: this one has no guard ${quote(guard)}`
  )
}

function explain(guard: SingleGuard, { scopes }: AuthContext): Omit<GuardFailure, 'guard'> {
  switch (guard.kind) {
    case 'scopes':
      return { code: 'scope_insufficient', hint: scopeHint('a required scope', guard.all, scopes) }
    case 'anyScope':
      return { code: 'scope_insufficient', hint: scopeHint('every accepted scope', guard.any, scopes) }
    case 'permissions':
      return { code: 'permission_insufficient', hint: permissionHint(guard.all) }
    case 'roles':
      return { code: 'role_insufficient', hint: roleHint(guard.all) }
    case 'claim':
      return {
        code: 'claim_insufficient',
        hint: `the claim "${guard.name}" of the token is missing or not as required`
      }
    case 'authentication':
      return { code: 'authentication_insufficient', hint: HINT_AUTHENTICATION }
    case 'senderConstrained':
      return { code: 'token_not_bound', hint: HINT_NOT_BOUND }
  }
}

const SATISFIED: readonly GuardFailure[] = []

/** The client learns what the first alternative requires; the developer sees the others as well. */
function evaluateAny(guard: AnyOfGuard, context: AuthContext, time: GuardTime): readonly GuardFailure[] {
  const alternatives = guard.guards.map((each) => evaluateGuard(each, context, time))
  if (alternatives.some((failures) => failures.length === 0)) return SATISFIED
  const [first = [{ ...NO_ALTERNATIVE, guard }], ...others] = alternatives
  const orElse = others.flat().map(({ hint }) => `; or else ${hint}`)
  return first.map((failure) => ({ ...failure, hint: failure.hint + orElse.join('') }))
}

const NO_ALTERNATIVE = { code: 'claim_insufficient', hint: 'the guard has no alternatives' } as const

function hasAll(names: readonly string[], required: readonly string[]): boolean {
  return required.every((name) => names.includes(name))
}

/**
 * Null is a value here: a function may accept it. Only true admits: a promise, which nothing awaits, does
 * not.
 */
function hasClaim({ name, test }: ClaimGuard, context: AuthContext): boolean {
  const value = Object.hasOwn(context.extra, name) ? context.extra[name] : undefined
  if (value === undefined) return false
  if (typeof test !== 'function') return Array.isArray(value) ? value.includes(test) : value === test
  const verdict: unknown = test(value, context)
  ignoreRejection(verdict)
  return verdict === true
}

/** RFC 9470: `acr` and `auth_time` of RFC 9068 section 2.2.1. A missing or malformed claim satisfies nothing. */
function isAuthenticated(guard: AuthenticationGuard, { extra }: AuthContext, time: GuardTime): boolean {
  const acr = readClaim(extra, 'acr')
  if (guard.acr.length > 0 && !(typeof acr === 'string' && guard.acr.includes(acr))) return false
  if (guard.maxAgeSeconds === undefined) return true
  const authTime = readClaim(extra, 'auth_time')
  if (typeof authTime !== 'number') return false
  const { now, clockToleranceSeconds } = time
  if (isInFuture(authTime, now, clockToleranceSeconds)) return false
  return now - authTime <= guard.maxAgeSeconds + clockToleranceSeconds
}

function scopeHint(what: string, required: readonly string[], scopes: readonly string[]): string {
  const present = scopes.length === 0 ? 'none' : quote(scopes.join(' '))
  return `the token lacks ${what} (required: ${required.join(' ')}; in the token: ${present}): the client must request it, and the user or an administrator must grant it`
}

function permissionHint(required: readonly string[]): string {
  return `the token lacks a required permission (required: ${required.join(', ')}): assign it at the authorization server, and configure the server to put permissions into access tokens`
}

function roleHint(required: readonly string[]): string {
  return `the token lacks a required role (required: ${required.join(', ')}): assign it at the authorization server; the option "rolesClaims" sets which claims contain roles`
}

const HINT_AUTHENTICATION =
  'the user must authenticate again, more strongly or more recently; the token needs "acr" and "auth_time"'

const HINT_NOT_BOUND =
  'the route requires a sender-constrained token: the client must send a DPoP proof, or its certificate, to the token endpoint and with each request'
