import { stringMember, type JsonObject } from '../../http/json.ts'

const JOSE_ALGORITHMS = new Set([
  ...['RS', 'PS', 'ES'].flatMap((family) => [256, 384, 512].map((bits) => `${family}${bits}`)),
  'Ed25519',
  'EdDSA',
  'ML-DSA-44',
  'ML-DSA-65',
  'ML-DSA-87'
])

/** Names that RFC 9864 gave to COSE only; in JOSE the names without P were specific already. */
export const NOT_JOSE: RegExp = /^ES[PB]\d{3}$/

/** Names that work and have a better one since RFC 9864. */
export const DEPRECATED_ALGORITHMS: ReadonlySet<string> = new Set(['EdDSA'])

/** Whether a name is an asymmetric signature algorithm that verifiers of access tokens know. */
export function isJoseAlgorithm(name: string): boolean {
  return JOSE_ALGORITHMS.has(name)
}

/** The `alg` values of the keys that a rule does not allow, each once. */
export function algorithmsOutside(
  keys: readonly JsonObject[],
  allows: (algorithm: string) => boolean
): readonly string[] {
  const named = keys.flatMap((key) => stringMember(key, 'alg') ?? [])
  return [...new Set(named.filter((algorithm) => !allows(algorithm)))]
}
