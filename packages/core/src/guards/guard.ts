import type { AuthContext } from '../context/auth-context.ts'

/** Every one of these scopes. */
export interface ScopesGuard {
  /** Tells it from other guards. */
  readonly kind: 'scopes'
  /** Scope tokens. */
  readonly all: readonly string[]
}

/** At least one of these scopes. */
export interface AnyScopeGuard {
  /** Tells it from other guards. */
  readonly kind: 'anyScope'
  /** Scope tokens, preferred first. */
  readonly any: readonly string[]
}

/** Every one of these permissions. */
export interface PermissionsGuard {
  /** Tells it from other guards. */
  readonly kind: 'permissions'
  /** Names of permissions. */
  readonly all: readonly string[]
}

/** Every one of these roles. */
export interface RolesGuard {
  /** Tells it from other guards. */
  readonly kind: 'roles'
  /** Names of roles. */
  readonly all: readonly string[]
}

/** A claim with a value that is as demanded. */
export interface ClaimGuard {
  /** Tells it from other guards. */
  readonly kind: 'claim'
  /** The name of the claim, as it stands in the token. */
  readonly name: string
  /** What it must be. */
  readonly test: ClaimTest
}

/** An authentication of the user that is strong and recent enough (RFC 9470). */
export interface AuthenticationGuard {
  /** Tells it from other guards. */
  readonly kind: 'authentication'
  /** Acceptable authentication context classes, preferred first; empty where any will do. */
  readonly acr: readonly string[]
  /** The greatest age, in seconds; undefined where any will do. */
  readonly maxAgeSeconds: number | undefined
}

/** Every one of these guards. */
export interface AllOfGuard {
  /** Tells it from other guards. */
  readonly kind: 'allOf'
  /** The guards. */
  readonly guards: readonly Guard[]
}

/** At least one of these guards. */
export interface AnyOfGuard {
  /** Tells it from other guards. */
  readonly kind: 'anyOf'
  /** The guards, preferred first. */
  readonly guards: readonly Guard[]
}

/**
 * What a claim must be: this very value (or, where the claim is a list, have it as a member), or what a
 * function says true to.
 */
export type ClaimTest = string | number | boolean | ((value: unknown, context: AuthContext) => boolean)

/**
 * What a route demands of a context. Plain data, which can be read back for an OpenAPI document or for
 * `scopes_supported`.
 */
export type Guard =
  | ScopesGuard
  | AnyScopeGuard
  | PermissionsGuard
  | RolesGuard
  | ClaimGuard
  | AuthenticationGuard
  | AllOfGuard
  | AnyOfGuard

/**
 * Something that is used in a framework's routes and carries its guard along, so that it can be read back and
 * combined.
 */
export interface HasGuard {
  /** The guard. */
  readonly guard: Guard
}
