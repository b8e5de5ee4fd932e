import type { JWK } from 'jose'
import {
  ALGORITHMS,
  ALGORITHM_NAMES,
  type AlgorithmName,
  type SignatureAlgorithm
} from '../jws/algorithms.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'
import { MAX_KEYS } from './limits.ts'

/** A key that may verify signatures, and an algorithm it may do so with. */
export interface KeyCandidate {
  readonly jwk: JWK
  readonly algorithm: AlgorithmName
}

/** A key that is left out. */
export interface SkippedKey {
  readonly kid: string
  readonly reason: string
}

/** A JWK Set, sorted. */
export interface ParsedKeySet {
  readonly candidates: readonly KeyCandidate[]
  readonly skipped: readonly SkippedKey[]
}

/** Members that decide whether a key is used, where it has them. */
const TEXTS = ['kid', 'use', 'alg']

/** Of a public key; all are strings. */
const MEMBERS = ['kty', 'kid', 'alg', 'crv', 'n', 'e', 'x', 'y', 'pub']

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k']

/**
 * Parses a JWK Set and sorts out the keys that can't verify an access token; a key that is not understood
 * never spoils the others (RFC 7517 section 5). Keys for encryption and for other algorithms are left out
 * silently, odd ones with a reason.
 *
 * @param content The document.
 * @param algorithms The allowed algorithms.
 * @returns Candidates and skipped keys.
 * @throws {ProtectedResourceError} `jwks_invalid` where this is no JWK Set, or one of too many keys.
 */
export function parseKeySet(content: unknown, algorithms: ReadonlySet<string>): ParsedKeySet {
  const keys = isJsonObject(content) ? content['keys'] : undefined
  if (!Array.isArray(keys)) throw new ProtectedResourceError('jwks_invalid', { hint: HINT_NO_KEYS })
  if (keys.length > MAX_KEYS) throw new ProtectedResourceError('jwks_invalid', { hint: HINT_TOO_MANY })
  const candidates: KeyCandidate[] = []
  const skipped: SkippedKey[] = []
  for (const key of keys as readonly unknown[]) {
    const sorted = sortKey(key, algorithms)
    if (sorted === undefined) continue
    if ('reason' in sorted) skipped.push(sorted)
    else candidates.push(sorted)
  }
  return { candidates, skipped }
}

const HINT_NO_KEYS = 'the document at "jwks_uri" is not a JWK Set: it has no array "keys"'
const HINT_TOO_MANY = `the JWK Set has more than ${MAX_KEYS} keys`

function sortKey(key: unknown, algorithms: ReadonlySet<string>): KeyCandidate | SkippedKey | undefined {
  if (!isJsonObject(key)) return { kid: '', reason: 'not a JSON object' }
  const kid = typeof key['kid'] === 'string' ? key['kid'] : ''
  const reason = whyOdd(key)
  if (reason !== undefined) return { kid, reason }
  if (!mayVerify(key)) return undefined
  const algorithm = ALGORITHM_NAMES.find((name) => algorithms.has(name) && fits(key, name))
  return algorithm === undefined ? undefined : { jwk: pickMembers(key), algorithm }
}

function whyOdd(key: JsonObject): string | undefined {
  if (PRIVATE_MEMBERS.some((member) => Object.hasOwn(key, member)))
    return 'a private or symmetric key is published, anyone can sign with it'
  const noText = TEXTS.find((name) => key[name] !== undefined && typeof key[name] !== 'string')
  if (noText !== undefined) return `its "${noText}" is not a string`
  const { key_ops: operations } = key
  return operations === undefined || Array.isArray(operations) ? undefined : 'its "key_ops" is not an array'
}

/** RFC 7517 sections 4.2 and 4.3. */
function mayVerify(key: JsonObject): boolean {
  const { use, key_ops: operations } = key
  if (use !== undefined && use !== 'sig') return false
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'))
}

function fits(key: JsonObject, name: AlgorithmName): boolean {
  const { kty, crv }: SignatureAlgorithm = ALGORITHMS[name]
  if (key['kty'] !== kty || (crv !== undefined && key['crv'] !== crv)) return false
  return key['alg'] === undefined ? kty !== 'AKP' : key['alg'] === name || isEd25519(key)
}

function isEd25519(key: JsonObject): boolean {
  return key['crv'] === 'Ed25519' && (key['alg'] === 'EdDSA' || key['alg'] === 'Ed25519')
}

/**
 * What verifies, and nothing else: runtimes refuse a public key that names operations of its private half
 * (`key_ops` with `sign`), and what nobody knows may be of any size. Of an Ed25519 key without its algorithm:
 * `EdDSA` and `Ed25519` name the same one (RFC 9864 section 2.2), and issuers use one in the set, the other
 * in tokens.
 */
function pickMembers(key: JsonObject): JWK {
  const names = isEd25519(key) ? MEMBERS.filter((name) => name !== 'alg') : MEMBERS
  return Object.fromEntries(
    names.map((name) => [name, key[name]] as const).filter(([, value]) => typeof value === 'string')
  )
}
