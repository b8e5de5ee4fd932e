import type { ChallengeParameters, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { ownMembersOf } from '../errors/own-members.ts'
import { isScopeToken } from '../errors/scope-token.ts'
import { NOTHING_IMPLIED, withoutImplied, type ImpliedScopes } from '../scopes/implied-scopes.ts'
import { isSeconds } from './is-seconds.ts'
import type { Scheme } from '../errors/scheme.ts'

/** One authentication scheme of a challenge. */
export interface ChallengeScheme {
  readonly scheme: Scheme
  /** Whether the refusal is about this scheme; if not, the challenge only says that the scheme is offered. */
  readonly isUsed: boolean
  /** Algorithms of proofs, for DPoP (RFC 9449 section 7.1). */
  readonly algorithms?: readonly string[] | undefined
  /** Where protected resource metadata is (RFC 9728 section 5.1). */
  readonly metadataUrl?: string | undefined
  /** Which scopes imply others, so that they need not be named. */
  readonly impliedScopes?: ImpliedScopes | undefined
}

const BEARER: ChallengeScheme = { scheme: 'Bearer', isUsed: true }

/**
 * Serializes the challenge of a refusal for one scheme, a value of `WWW-Authenticate` (RFC 6750 section 3,
 * RFC 9449 section 7.1, RFC 9470 section 3, RFC 9728 section 5.1). Every value is quoted, each parameter
 * appears once, and `realm` is always present, since a challenge needs at least one parameter.
 *
 * Values with other characters than the RFCs allow are omitted: a refusal of the application can have the
 * values of claims.
 *
 * @param error The refusal.
 * @param realm The realm; its characters were validated with the options.
 * @param scheme The scheme.
 * @returns The header value.
 */
export function serializeChallenge(
  error: ProtectedResourceError,
  realm: string,
  scheme: ChallengeScheme = BEARER
): string {
  const { oauthError, description } = error
  const {
    scheme: name,
    isUsed,
    algorithms,
    metadataUrl,
    impliedScopes = NOTHING_IMPLIED
  } = ownMembersOf(scheme)
  const { scope, acrValues, maxAgeSeconds } = ownMembersOf<ChallengeParameters>(error.challenge ?? {})
  const parameters: readonly (readonly [string, string | undefined])[] = [
    ['realm', realm],
    ['error', isUsed ? oauthError : undefined],
    ['error_description', isUsed ? description : undefined],
    ['scope', listOf(scope && withoutImplied(scope, impliedScopes))],
    ['acr_values', isUsed ? listOf(acrValues) : undefined],
    ['max_age', isUsed && isSeconds(maxAgeSeconds) ? String(maxAgeSeconds) : undefined],
    ['algs', algorithms?.join(' ')],
    ['resource_metadata', metadataUrl]
  ]
  const present = parameters.flatMap(([parameter, value]) =>
    value === undefined ? [] : [`${parameter}=${quoted(value)}`]
  )
  return `${name} ${present.join(', ')}`
}

/** Joins scope tokens, or values of `acr`, which have the same form. */
function listOf(values: readonly string[] = []): string | undefined {
  const sound = values.filter(isListed)
  return sound.length === 0 ? undefined : sound.join(' ')
}

function isListed(value: unknown): boolean {
  return typeof value === 'string' && value.split(' ').every(isScopeToken)
}

/** `quoted-string` of RFC 9110 section 5.6.4. */
function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}
