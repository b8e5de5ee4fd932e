import { ConfigurationError } from '../errors/configuration-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import type { ClaimTest, Guard, HasGuard } from './guard.ts'
import { isAge, isClaimTest, isGuard } from './is-guard.ts'
import { finishGuard, ownGuard } from './made-guards.ts'
import { isScopeToken } from '../errors/scope-token.ts'

/** What `requireAuthentication` demands. */
export interface AuthenticationRequirement {
  /** Acceptable authentication context classes, preferred first; one of them must be the token's `acr`. */
  readonly acr?: string | readonly string[]
  /** Greatest age of the user's authentication (`auth_time`), in seconds. */
  readonly maxAgeSeconds?: number
}

/**
 * Demands every one of the scopes. Compared whole and with case: `read` is neither `reader` nor `READ` (RFC
 * 6749 section 3.3). A refusal is a 403 that names all of them (RFC 6750 section 3.1).
 *
 * @param scopes Scope tokens, one an argument.
 * @returns The guard.
 * @throws {ConfigurationError} For no scope at all, or one that is not a scope token.
 */
export function requireScopes(...scopes: string[]): Guard {
  return finishGuard({ kind: 'scopes', all: validScopes('requireScopes', scopes) })
}

/**
 * Demands at least one of the scopes. A refusal names the first: one that suffices.
 *
 * @param scopes Scope tokens, one an argument.
 * @returns The guard.
 * @throws {ConfigurationError} For no scope at all, or one that is not a scope token.
 */
export function requireAnyScope(...scopes: string[]): Guard {
  return finishGuard({ kind: 'anyScope', any: validScopes('requireAnyScope', scopes) })
}

/**
 * Demands every one of the permissions, as the option `permissionsClaims` finds them. Scopes do not count.
 *
 * @param permissions Permissions, one an argument.
 * @returns The guard.
 * @throws {ConfigurationError} For no permission at all, or an empty one.
 */
export function requirePermissions(...permissions: string[]): Guard {
  return finishGuard({ kind: 'permissions', all: validNames('requirePermissions', permissions) })
}

/**
 * Demands every one of the roles, as the option `rolesClaims` finds them. Scopes do not count.
 *
 * @param roles Roles, one an argument.
 * @returns The guard.
 * @throws {ConfigurationError} For no role at all, or an empty one.
 */
export function requireRoles(...roles: string[]): Guard {
  return finishGuard({ kind: 'roles', all: validNames('requireRoles', roles) })
}

/**
 * Demands a claim. A token without the claim is refused without asking the function.
 *
 * @param name The claim's name, as it stands in the token.
 * @param test The value it must have or, where it is a list, contain; or a function that says whether its
 *   value will do.
 * @returns The guard.
 * @throws {ConfigurationError} For an empty name or a test that is neither.
 */
export function requireClaim(name: string, test: ClaimTest): Guard {
  if (!isText(name))
    throw new ConfigurationError(
      'requireClaim',
      '"requireClaim" needs the name of one claim; for a nested one, give the name of the outermost and a function'
    )
  if (!isClaimTest(test)) {
    throw new ConfigurationError(
      'requireClaim',
      'the second argument must be a string, a number, a boolean or a function'
    )
  }
  return finishGuard({ kind: 'claim', name, test })
}

/**
 * Demands how, and how recently, the user was authenticated. A refusal tells the client what to ask the
 * authorization server for (RFC 9470 section 3). A token that says nothing about it does not meet the
 * demand.
 *
 * @param requirement What is demanded.
 * @returns The guard.
 * @throws {ConfigurationError} For an empty or malformed requirement.
 */
export function requireAuthentication(requirement: AuthenticationRequirement): Guard {
  const { acr, maxAgeSeconds } = validRequirement(requirement)
  if (acr === undefined && maxAgeSeconds === undefined) {
    throw new ConfigurationError(
      'requireAuthentication',
      'at least one of "acr" and "maxAgeSeconds" is needed'
    )
  }
  if (maxAgeSeconds !== undefined && !isAge(maxAgeSeconds)) {
    throw new ConfigurationError(
      'requireAuthentication',
      '"maxAgeSeconds" must be a whole number of seconds, 0 or more'
    )
  }
  const values =
    acr === undefined ? NO_ACR : validScopes('requireAuthentication', Array.isArray(acr) ? acr : [acr])
  return finishGuard({ kind: 'authentication', acr: values, maxAgeSeconds })
}

/**
 * Demands that every one of the guards is satisfied. The refusal tells all that is lacking at once.
 *
 * @param guards The guards.
 * @returns The guard.
 * @throws {ConfigurationError} For no guard at all.
 */
export function allOf(...guards: (Guard | HasGuard)[]): Guard {
  return finishGuard({ kind: 'allOf', guards: validGuards('allOf', guards) })
}

/**
 * Demands that at least one of the guards is satisfied. The refusal tells what the first one lacks.
 *
 * @param guards The guards, preferred first.
 * @returns The guard.
 * @throws {ConfigurationError} For no guard at all.
 */
export function anyOf(...guards: (Guard | HasGuard)[]): Guard {
  return finishGuard({ kind: 'anyOf', guards: validGuards('anyOf', guards) })
}

const NO_ACR: readonly string[] = Object.freeze([])

/** A misspelt demand is no demand. */
function validRequirement(requirement: unknown): AuthenticationRequirement {
  const isKnown =
    isJsonObject(requirement) && Object.keys(requirement).every((name) => REQUIREMENTS.has(name))
  if (isKnown) return requirement
  throw new ConfigurationError(
    'requireAuthentication',
    '"requireAuthentication" takes { acr, maxAgeSeconds } and nothing else'
  )
}

const REQUIREMENTS = new Set(['acr', 'maxAgeSeconds'])

function validScopes(owner: string, scopes: readonly string[]): readonly string[] {
  validNames(owner, scopes)
  const wrong = scopes.find((scope) => !isScopeToken(scope))
  if (wrong === undefined) return Object.freeze([...scopes])
  const remedy = wrong.includes(' ')
    ? 'give each as an argument of its own'
    : 'see RFC 6749 section 3.3 for the characters'
  throw new ConfigurationError(
    owner,
    `"${owner}": ${JSON.stringify(wrong)} is not one scope token: ${remedy}`
  )
}

function validNames(owner: string, names: readonly unknown[]): readonly string[] {
  const valid = names.filter(isText)
  if (names.length > 0 && valid.length === names.length) return Object.freeze(valid)
  throw new ConfigurationError(owner, `"${owner}" needs one or more strings, each an argument of its own`)
}

function validGuards(owner: string, given: readonly (Guard | HasGuard)[]): readonly Guard[] {
  const guards = given.map((each) => (isCarrier(each) ? each.guard : each))
  if (guards.length > 0 && guards.every(isGuard)) return guards.map(ownGuard)
  throw new ConfigurationError(owner, `"${owner}" needs one or more guards, such as requireScopes('read')`)
}

function isCarrier(value: unknown): value is HasGuard {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && 'guard' in value
}
