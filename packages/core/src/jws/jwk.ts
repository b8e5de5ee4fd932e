import type { JsonObject } from '../json/json-object.ts'
import { ALGORITHMS, type AlgorithmName, type SignatureAlgorithm } from './algorithms.ts'

/** Members of a public key; all are strings. */
const PUBLIC_MEMBERS = ['kty', 'kid', 'alg', 'crv', 'n', 'e', 'x', 'y', 'pub']

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k']

/** Returns whether own members make a key private or symmetric (RFC 7518 section 6). */
export function isSecretKey(jwk: JsonObject): boolean {
  return PRIVATE_MEMBERS.some((name) => Object.hasOwn(jwk, name))
}

/**
 * Returns whether a public JWK is for an algorithm, by `kty`, `crv` and `alg` (RFC 7517 section 4.4). `EdDSA`
 * and `Ed25519` name the same algorithm for an Ed25519 key (RFC 9864 section 2.2): issuers use one in the
 * set, the other in tokens.
 *
 * @param jwk Its own members.
 * @param name The algorithm.
 */
export function supportsAlgorithm(jwk: JsonObject, name: AlgorithmName): boolean {
  const { kty, crv }: SignatureAlgorithm = ALGORITHMS[name]
  if (jwk['kty'] !== kty || (crv !== undefined && jwk['crv'] !== crv)) return false
  return jwk['alg'] === undefined ? kty !== 'AKP' : jwk['alg'] === name || isEd25519(jwk)
}

function isEd25519(jwk: JsonObject): boolean {
  return jwk['crv'] === 'Ed25519' && (jwk['alg'] === 'EdDSA' || jwk['alg'] === 'Ed25519')
}

/**
 * Picks the members that make a public key. Omits `key_ops`: runtimes refuse a public key that names
 * operations of its private half (`sign`). Omits `alg` of an Ed25519 key, since that algorithm has two
 * names.
 */
export function publicMembers(jwk: JsonObject): JsonObject {
  const names = isEd25519(jwk) ? PUBLIC_MEMBERS.filter((name) => name !== 'alg') : PUBLIC_MEMBERS
  const members = names.map((name) => [name, jwk[name]] as const)
  return Object.fromEntries(members.filter(([, value]) => typeof value === 'string'))
}
