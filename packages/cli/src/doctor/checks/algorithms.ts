import { stringMember, type JsonObject } from '../../http/json.ts'

/** Names that RFC 9864 gave to COSE only; in JOSE the names without P were specific already. */
export const NOT_JOSE: RegExp = /^ES[PB]\d{3}$/

/** Names that work and have a better one since RFC 9864. */
export const DEPRECATED_ALGORITHMS: ReadonlySet<string> = new Set(['EdDSA'])

/** The `alg` values of the keys that a rule does not allow, each once. */
export function algorithmsOutside(
  keys: readonly JsonObject[],
  allows: (algorithm: string) => boolean
): readonly string[] {
  const named = keys.flatMap((key) => stringMember(key, 'alg') ?? [])
  return [...new Set(named.filter((algorithm) => !allows(algorithm)))]
}
