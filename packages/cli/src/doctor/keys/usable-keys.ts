import type { AlgorithmName } from '@portcullis/core'
import type { JsonObject } from '../../http/json.ts'

interface KeyKind {
  readonly kty: string
  readonly crv?: string
}

/** The algorithms of a protected resource, and the kind of key that each belongs to (RFC 7517 section 4.4). */
const KEY_KINDS: Readonly<Record<AlgorithmName, KeyKind>> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
  'ML-DSA-44': { kty: 'AKP' },
  'ML-DSA-65': { kty: 'AKP' },
  'ML-DSA-87': { kty: 'AKP' }
}

const NAMES = Object.keys(KEY_KINDS).filter(isJoseAlgorithm)
const ED25519_NAMES: readonly unknown[] = ['EdDSA', 'Ed25519']
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k']

/** Whether a name is an asymmetric signature algorithm that verifiers of access tokens know. */
export function isJoseAlgorithm(name: string): name is AlgorithmName {
  return Object.hasOwn(KEY_KINDS, name)
}

/** The members of a JWK that belong to a private or a symmetric key; they may be empty. */
export function privateMembers(key: JsonObject): readonly string[] {
  return PRIVATE_MEMBERS.filter((name) => Object.hasOwn(key, name))
}

/** Whether a JWK may verify signatures: asymmetric, and not marked for anything else (RFC 7517 section 4). */
export function isSigningKey({ kty, use, key_ops: operations }: JsonObject): boolean {
  if (kty === 'oct' || (use !== undefined && use !== 'sig')) return false
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'))
}

/** Whether the `alg` of a JWK is none, or belongs to another kind of key. */
export function hasMisfitAlgorithm({ alg, kty, crv }: JsonObject): boolean {
  if (alg === undefined) return false
  if (typeof alg !== 'string') return true
  if (!isJoseAlgorithm(alg)) return false
  const kind = KEY_KINDS[alg]
  // EdDSA is a name for Ed448 as well.
  return kty !== kind.kty || (alg !== 'EdDSA' && kind.crv !== undefined && crv !== kind.crv)
}

/** Whether there is an algorithm that a JWK is good for. */
export function hasUsableAlgorithm(key: JsonObject): boolean {
  return NAMES.some((name) => fits(key, name))
}

/**
 * The keys that a protected resource would verify a token with: those with its `kid`, or all that fit its
 * algorithm where it has none.
 *
 * @param header header of the token
 * @param keys keys of the set
 * @returns the keys, none where the set has no such key
 */
export function keysFor({ alg, kid }: JsonObject, keys: readonly JsonObject[]): readonly JsonObject[] {
  if (typeof alg !== 'string' || !isJoseAlgorithm(alg)) return []
  return keys.filter(
    (key) =>
      (kid === undefined ? hasUsableKid(key) : key['kid'] === kid) &&
      privateMembers(key).length === 0 &&
      isSigningKey(key) &&
      fits(key, alg)
  )
}

function hasUsableKid({ kid }: JsonObject): boolean {
  return kid === undefined || typeof kid === 'string'
}

function fits({ alg, kty, crv }: JsonObject, name: AlgorithmName): boolean {
  const kind = KEY_KINDS[name]
  if (kty !== kind.kty || (kind.crv !== undefined && crv !== kind.crv)) return false
  if (alg === undefined) return kty !== 'AKP'
  return alg === name || (crv === 'Ed25519' && ED25519_NAMES.includes(alg))
}
