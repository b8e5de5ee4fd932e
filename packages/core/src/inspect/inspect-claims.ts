import type { ClaimFailure } from '../claims/claim-check.ts'
import { readScopes } from '../context/claim-lists.ts'
import type { JsonObject } from '../json/json-object.ts'
import { ownMembers } from '../json/own-members.ts'
import type { IssuerSpecificOptions } from '../options/protected-resource-options.ts'
import { resolveIssuer, type ResolvedIssuer } from '../options/resolve-issuer.ts'
import { DEFAULT_CLOCK_TOLERANCE_SECONDS } from './limits.ts'

/** Header and claims of a token. Nothing in them is verified. */
export interface InspectedClaims {
  /** The header; only its `typ` is read, and one that is not a string counts as absent. */
  readonly unverifiedHeader: JsonObject
  /** The claims. */
  readonly unverifiedClaims: JsonObject
}

/** What claims are checked against. */
export interface InspectedClaimSettings {
  /** Options of one issuer, such as those that a preset returns; the defaults of the options apply. */
  readonly options: IssuerSpecificOptions
  /** Wall-clock seconds since 1970. */
  readonly now: number
  /** Difference between clocks to accept, in seconds. Default: the default of the options. */
  readonly clockToleranceSeconds?: number
}

/**
 * Makes every claim check of a profile, not only up to the first failure: type, kind, ID token marks, times,
 * audience, `sub` and `cnf`. Does not check `iss` and the signature.
 *
 * @throws {ConfigurationError} For options that a protected resource refuses.
 */
export function inspectClaims(
  { unverifiedHeader: { typ }, unverifiedClaims }: InspectedClaims,
  { options, now, clockToleranceSeconds }: InspectedClaimSettings
): readonly ClaimFailure[] {
  const unverifiedHeader = { __proto__: null, alg: '', ...(typeof typ === 'string' ? { typ } : {}) }
  const token = { unverifiedHeader, unverifiedClaims: ownMembers(unverifiedClaims) }
  return resolve(options, clockToleranceSeconds).flatMap(({ claims: { checks, expected } }) =>
    checks.flatMap((check) => check(token, expected, now) ?? [])
  )
}

/**
 * Returns the scopes that an API reads from claims, each once, in the order of the token.
 *
 * @throws {ConfigurationError} For options that a protected resource refuses.
 */
export function inspectScopes(
  unverifiedClaims: JsonObject,
  options: IssuerSpecificOptions = {}
): readonly string[] {
  return resolve(options).flatMap(({ mapping }) => readScopes(unverifiedClaims, mapping.scopeClaims))
}

/** Nothing here depends on the issuer and its keys, so that options can be resolved without them. */
function resolve(
  given: IssuerSpecificOptions,
  clockToleranceSeconds: number = DEFAULT_CLOCK_TOLERANCE_SECONDS
): readonly ResolvedIssuer[] {
  const { jwks: _jwks, jwksUri: _jwksUri, audience = 'urn:none', ...options } = given
  const issuer = 'https://issuer.invalid'
  return resolveIssuer({ ...options, audience, issuer }, { shared: {}, clockToleranceSeconds })
}
