import type { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isScopeToken } from '../errors/scope-token.ts'
import { isSeconds } from './is-seconds.ts'

/**
 * Serializes the challenge of a refusal, the value of `WWW-Authenticate` (RFC 6750 section 3, RFC 9470
 * section 3). Every value is quoted, each parameter stands once, and `realm` is always there, since a
 * challenge needs one parameter at least.
 *
 * What may not stand there is left out, and the refusal stays what it is: a refusal made by the application
 * may carry the values of claims.
 *
 * @param error The refusal.
 * @param realm The realm; its characters were validated with the options.
 * @returns The field value.
 */
export function serializeChallenge(error: ProtectedResourceError, realm: string): string {
  const { oauthError, description, challenge = {} } = error
  const { scope, acrValues, maxAgeSeconds } = challenge
  const parameters: readonly (readonly [string, string | undefined])[] = [
    ['realm', realm],
    ['error', oauthError],
    ['error_description', description],
    ['scope', listOf(scope)],
    ['acr_values', listOf(acrValues)],
    ['max_age', isSeconds(maxAgeSeconds) ? String(maxAgeSeconds) : undefined]
  ]
  const present = parameters.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${quoted(value)}`]
  )
  return `Bearer ${present.join(', ')}`
}

/** A list of scope tokens, or of values of `acr`, which are alike. */
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
