import { ConfigurationError } from '../errors/configuration-error.ts'
import { isScopeToken } from '../errors/scope-token.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import { createGuard, isGuard, type ClaimTest, type Guard, type HasGuard } from './guard.ts'

/** What `requireAuthentication` requires. */
export interface AuthenticationRequirement {
  /** Acceptable authentication context classes, preferred first; one of them must be the token's `acr`. */
  readonly acr?: string | readonly string[]
  /** Greatest age of the user's authentication (`auth_time`), in seconds. */
  readonly maxAgeSeconds?: number
}

/**
 * Requires every one of the scopes. Compared whole and case-sensitively: `read` is neither `reader` nor
 * `READ` (RFC 6749 section 3.3). A refusal is a 403 that names all of them (RFC 6750 section 3.1).
 *
 * @example
 *
 * ```ts
 * import { requireScopes } from '@portcullis/core'
 *
 * const guard = requireScopes('read:messages', 'write:messages') // both
 * ```
 *
 * @throws {ConfigurationError} Without a scope, or for an argument that is not one scope token.
 */
export function requireScopes(scope: string, ...moreScopes: string[]): Guard {
  return createGuard({ kind: 'scopes', all: validScopes('requireScopes', [scope, ...moreScopes]) })
}

/**
 * Requires at least one of the scopes. A refusal names the first: one that suffices.
 *
 * @example
 *
 * ```ts
 * import { requireAnyScope } from '@portcullis/core'
 *
 * const guard = requireAnyScope('read:messages', 'admin')
 * ```
 *
 * @throws {ConfigurationError} Without a scope, or for an argument that is not one scope token.
 */
export function requireAnyScope(scope: string, ...moreScopes: string[]): Guard {
  return createGuard({ kind: 'anyScope', any: validScopes('requireAnyScope', [scope, ...moreScopes]) })
}

/**
 * Requires every one of the permissions, as the option `permissionsClaims` finds them. Scopes do not count.
 *
 * @example
 *
 * ```ts
 * import { requirePermissions } from '@portcullis/core'
 *
 * const guard = requirePermissions('orders:delete')
 * ```
 *
 * @throws {ConfigurationError} Without a permission, or for an empty one.
 */
export function requirePermissions(permission: string, ...morePermissions: string[]): Guard {
  const all = validNames('requirePermissions', [permission, ...morePermissions])
  return createGuard({ kind: 'permissions', all })
}

/**
 * Requires every one of the roles, as the option `rolesClaims` finds them. Scopes do not count.
 *
 * @example
 *
 * ```ts
 * import { requireRoles } from '@portcullis/core'
 *
 * const guard = requireRoles('editor')
 * ```
 *
 * @throws {ConfigurationError} Without a role, or for an empty one.
 */
export function requireRoles(role: string, ...moreRoles: string[]): Guard {
  return createGuard({ kind: 'roles', all: validNames('requireRoles', [role, ...moreRoles]) })
}

/**
 * Requires a claim. A token without the claim is refused without calling the function.
 *
 * @example
 *
 * ```ts
 * import { requireClaim } from '@portcullis/core'
 *
 * const isAcme = requireClaim('tenant', 'acme')
 * const isPaying = requireClaim('plan', (plan) => plan !== 'free')
 * ```
 *
 * @param name The claim's name, exactly as in the token.
 * @param test The value it must have or, if it is a list, contain; or a function that returns true for a
 *   valid value.
 * @throws {ConfigurationError} For an empty name or any other test.
 */
export function requireClaim(name: string, test: ClaimTest): Guard {
  if (!isText(name)) throw new ConfigurationError('requireClaim', CLAIM_NAME)
  if (!['string', 'number', 'boolean', 'function'].includes(typeof test))
    throw new ConfigurationError('requireClaim', test === null ? CLAIM_NULL : CLAIM_TEST)
  return createGuard({ kind: 'claim', name, test })
}

const CLAIM_NAME =
  '"requireClaim" needs the name of one claim; for a nested claim, pass the name of the outermost claim and a function'
const CLAIM_TEST = 'the second argument of "requireClaim" must be a string, a number, a boolean or a function'
const CLAIM_NULL = `${CLAIM_TEST}: for a claim whose value is null, write (value) => value === null`

/**
 * Requires how, and how recently, the user was authenticated. A refusal names what the client must request
 * from the authorization server (RFC 9470 section 3). A token without this information is refused.
 *
 * @example
 *
 * ```ts
 * import { requireAuthentication } from '@portcullis/core'
 *
 * const guard = requireAuthentication({ acr: 'gold', maxAgeSeconds: 300 })
 * ```
 *
 * @throws {ConfigurationError} For an empty or malformed requirement.
 */
export function requireAuthentication(requirement: AuthenticationRequirement): Guard {
  const owner = 'requireAuthentication'
  const given: unknown = requirement
  if (!isJsonObject(given) || !Object.keys(given).every((name) => REQUIREMENTS.includes(name)))
    throw new ConfigurationError(owner, `"${owner}" takes { acr, maxAgeSeconds } and nothing else`)
  const { acr, maxAgeSeconds } = requirement
  if (acr === undefined && maxAgeSeconds === undefined)
    throw new ConfigurationError(owner, `"${owner}" needs at least one of "acr" and "maxAgeSeconds"`)
  if (maxAgeSeconds !== undefined && !(Number.isSafeInteger(maxAgeSeconds) && maxAgeSeconds >= 0))
    throw new ConfigurationError(owner, '"maxAgeSeconds" must be a whole number of seconds, 0 or more')
  return createGuard({
    kind: 'authentication',
    acr: acr === undefined ? [] : validScopes(owner, Array.isArray(acr) ? acr : [acr]),
    maxAgeSeconds
  })
}

/** A misspelled requirement requires nothing, so other names are errors. */
const REQUIREMENTS: readonly string[] = ['acr', 'maxAgeSeconds']

/**
 * Requires a token that is bound to a key or certificate of its client, for routes of an API that accepts
 * bearer tokens too (options `dpop` and `mutualTls`). A refusal is a 401, since the client needs another
 * token.
 *
 * @example
 *
 * ```ts
 * import { allOf, requireScopes, requireSenderConstrained } from '@portcullis/core'
 *
 * const guard = allOf(requireScopes('pay'), requireSenderConstrained())
 * ```
 */
export function requireSenderConstrained(): Guard {
  return createGuard({ kind: 'senderConstrained' })
}

/**
 * Requires every one of the guards. The refusal reports everything that is missing.
 *
 * @example
 *
 * ```ts
 * import { allOf, requireRoles, requireScopes } from '@portcullis/core'
 *
 * const guard = allOf(requireScopes('write:messages'), requireRoles('editor'))
 * ```
 *
 * @throws {ConfigurationError} Without a guard, or for anything else.
 */
export function allOf(guard: Guard | HasGuard, ...moreGuards: (Guard | HasGuard)[]): Guard {
  return createGuard({ kind: 'allOf', guards: validGuards('allOf', [guard, ...moreGuards]) })
}

/**
 * Requires at least one of the guards, preferred first. The refusal reports what is missing for the first
 * one.
 *
 * @example
 *
 * ```ts
 * import { anyOf, requirePermissions, requireRoles } from '@portcullis/core'
 *
 * const guard = anyOf(requireRoles('auditor'), requirePermissions('export'))
 * ```
 *
 * @throws {ConfigurationError} Without a guard, or for anything else.
 */
export function anyOf(guard: Guard | HasGuard, ...moreGuards: (Guard | HasGuard)[]): Guard {
  return createGuard({ kind: 'anyOf', guards: validGuards('anyOf', [guard, ...moreGuards]) })
}

/** Values of `acr` have the form of scope tokens, since a challenge lists both separated by spaces. */
function validScopes(owner: string, scopes: readonly unknown[]): readonly string[] {
  const names = validNames(owner, scopes)
  const wrong = names.find((scope) => !isScopeToken(scope))
  if (wrong === undefined) return names
  const remedy = wrong.includes(' ')
    ? 'pass each as its own argument'
    : 'RFC 6749 section 3.3 lists the allowed characters'
  throw new ConfigurationError(owner, `"${owner}": ${JSON.stringify(wrong)} is not a scope token: ${remedy}`)
}

function validNames(owner: string, names: readonly unknown[]): readonly string[] {
  if (names.length > 0 && names.every(isText)) return [...names]
  throw new ConfigurationError(owner, `"${owner}" needs one or more strings, each as its own argument`)
}

function validGuards(owner: string, values: readonly unknown[]): readonly Guard[] {
  const guards = values.map((value) => (isObject(value) && 'guard' in value ? value.guard : value))
  if (guards.every(isGuard)) return guards
  throw new ConfigurationError(owner, `"${owner}" needs one or more guards, such as requireScopes('read')`)
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
}
