import type { ProtectedResourceError } from '../errors/protected-resource-error.ts'

/**
 * Serializes the challenge of a refusal, the value of `WWW-Authenticate` (RFC 6750 section 3, RFC 9470
 * section 3). Every value is quoted, each parameter stands once, and `realm` is always there, since a
 * challenge needs one parameter at least.
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
    ['scope', scope?.join(' ')],
    ['acr_values', acrValues?.join(' ')],
    ['max_age', maxAgeSeconds?.toString()]
  ]
  const present = parameters.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${quoted(value)}`]
  )
  return `Bearer ${present.join(', ')}`
}

/** `quoted-string` of RFC 9110 section 5.6.4. */
function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}
