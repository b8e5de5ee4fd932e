import type { AuthContext } from '../context/auth-context.ts'

/** Every one of these scopes. */
export interface ScopesGuard {
  readonly kind: 'scopes'
  readonly all: readonly string[]
}

/** At least one of these scopes. */
export interface AnyScopeGuard {
  readonly kind: 'anyScope'
  readonly any: readonly string[]
}

/** Every one of these permissions. */
export interface PermissionsGuard {
  readonly kind: 'permissions'
  readonly all: readonly string[]
}

/** Every one of these roles. */
export interface RolesGuard {
  readonly kind: 'roles'
  readonly all: readonly string[]
}

/** A claim with a value that is as demanded. */
export interface ClaimGuard {
  readonly kind: 'claim'
  readonly name: string
  readonly test: ClaimTest
}

/** An authentication of the user that is strong and recent enough (RFC 9470). */
export interface AuthenticationGuard {
  readonly kind: 'authentication'
  /** Acceptable authentication context classes, preferred first; empty where any will do. */
  readonly acr: readonly string[]
  readonly maxAgeSeconds: number | undefined
}

/** Every one of these guards. */
export interface AllOfGuard {
  readonly kind: 'allOf'
  readonly guards: readonly Guard[]
}

/** At least one of these guards. */
export interface AnyOfGuard {
  readonly kind: 'anyOf'
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
export interface GuardCarrier {
  readonly guard: Guard
}
