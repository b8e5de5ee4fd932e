import type { JsonObject } from '../http/json.ts'

/** The scope tokens in `scope` and `scp`, each a string or an array, each token once (RFC 6749 section 3.3). */
export function scopesOf(claims: JsonObject): readonly string[] {
  const values = [claims['scope'], claims['scp']].flatMap((value): readonly unknown[] =>
    Array.isArray(value) ? value : [value]
  )
  const tokens = values.filter((value) => typeof value === 'string').flatMap((value) => value.split(' '))
  return [...new Set(tokens.filter((token) => token !== ''))]
}

/** The required scopes that the claims do not grant. */
export function missingScopes(claims: JsonObject, required: readonly string[]): readonly string[] {
  const granted = scopesOf(claims)
  return required.filter((scope) => !granted.includes(scope))
}
