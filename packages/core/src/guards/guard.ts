import type { AuthContext } from '../context/auth-context.ts'
import { deepFreeze } from '../context/deep-freeze.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'

/** Requires every one of these scopes. */
export interface ScopesGuard {
  /** Distinguishes it from other guards. */
  readonly kind: 'scopes'
  /** Scope tokens. */
  readonly all: readonly string[]
}

/** Requires at least one of these scopes. */
export interface AnyScopeGuard {
  /** Distinguishes it from other guards. */
  readonly kind: 'anyScope'
  /** Scope tokens, preferred first. */
  readonly any: readonly string[]
}

/** Requires every one of these permissions. */
export interface PermissionsGuard {
  /** Distinguishes it from other guards. */
  readonly kind: 'permissions'
  /** Names of permissions. */
  readonly all: readonly string[]
}

/** Requires every one of these roles. */
export interface RolesGuard {
  /** Distinguishes it from other guards. */
  readonly kind: 'roles'
  /** Names of roles. */
  readonly all: readonly string[]
}

/** Requires a claim with a certain value. */
export interface ClaimGuard {
  /** Distinguishes it from other guards. */
  readonly kind: 'claim'
  /** The name of the claim, exactly as in the token. */
  readonly name: string
  /** What it must be. */
  readonly test: ClaimTest
}

/** Requires an authentication of the user that is strong and recent enough (RFC 9470). */
export interface AuthenticationGuard {
  /** Distinguishes it from other guards. */
  readonly kind: 'authentication'
  /** Acceptable authentication context classes, preferred first; empty if any is valid. */
  readonly acr: readonly string[]
  /** The greatest age, in seconds; undefined if any is valid. */
  readonly maxAgeSeconds: number | undefined
}

/** Requires a token that is bound to a key or certificate of its client (RFC 9449, RFC 8705). */
export interface SenderConstrainedGuard {
  /** Distinguishes it from other guards. */
  readonly kind: 'senderConstrained'
}

/** Requires every one of these guards. */
export interface AllOfGuard {
  /** Distinguishes it from other guards. */
  readonly kind: 'allOf'
  /** The guards. */
  readonly guards: readonly Guard[]
}

/** Requires at least one of these guards. */
export interface AnyOfGuard {
  /** Distinguishes it from other guards. */
  readonly kind: 'anyOf'
  /** The guards, preferred first. */
  readonly guards: readonly Guard[]
}

/**
 * What a claim must be: exactly this value (or, if the claim is a list, a list that contains it), or a value
 * for which the function returns true.
 */
export type ClaimTest = string | number | boolean | ((value: unknown, context: AuthContext) => boolean)

/**
 * What a route requires of a context. Created by `requireScopes` and the other functions of its family; an
 * object written or copied by hand is not a guard. Frozen data that can be read back, for an OpenAPI document
 * or for `scopes_supported`.
 */
export type Guard =
  | ScopesGuard
  | AnyScopeGuard
  | PermissionsGuard
  | RolesGuard
  | ClaimGuard
  | AuthenticationGuard
  | SenderConstrainedGuard
  | AllOfGuard
  | AnyOfGuard

/**
 * Something used in a framework's routes that has its guard, so that the guard can be read back and combined.
 */
export interface HasGuard {
  /** The guard. */
  readonly guard: Guard
}

/** In the registry of all symbols, so that two copies of this package accept each other's guards. */
const BRAND = Symbol.for('portcullis.guard')

/** Freezes a guard with its lists, and marks it as made by this package. */
export function createGuard(guard: Guard): Guard {
  return deepFreeze(Object.defineProperty(guard, BRAND, {}))
}

/** Returns whether a value was made by `createGuard`, of this copy of the package or another one. */
export function isGuard(value: unknown): value is Guard {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, BRAND)
}

/**
 * Lists the scopes that a guard requires, for a challenge or a document: the whole set, not only what a token
 * is missing (RFC 6750 section 3). If there are alternatives, the scopes of the first. Scope tokens, each
 * once, in order.
 */
export function requiredScopes(guard: Guard): readonly string[] {
  switch (guard.kind) {
    case 'scopes':
      return guard.all
    case 'anyScope':
      return guard.any.slice(0, 1)
    case 'allOf':
      return [...new Set(guard.guards.flatMap(requiredScopes))]
    case 'anyOf':
      return guard.guards.slice(0, 1).flatMap(requiredScopes)
    default:
      return []
  }
}

/** Lists every scope that a guard names, those of all alternatives included, each once. */
export function namedScopes(guard: Guard): readonly string[] {
  switch (guard.kind) {
    case 'scopes':
      return guard.all
    case 'anyScope':
      return guard.any
    case 'allOf':
    case 'anyOf':
      return [...new Set(guard.guards.flatMap(namedScopes))]
    default:
      return []
  }
}

/**
 * Returns the guard that a value is or holds.
 *
 * @throws {ConfigurationError} For anything else.
 */
export function guardOf(given: Guard | HasGuard): Guard {
  const guard: unknown = isGuard(given) ? given : Reflect.get(Object(given), 'guard')
  if (isGuard(guard)) return guard
  throw new ConfigurationError('guard', NOT_A_GUARD)
}

const NOT_A_GUARD =
  'not a guard: use requireScopes() or another function of its family, or the "guard" of a middleware; an object written or copied by hand is not one'
