import { importVerificationKey } from '#engine'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { quote } from '../errors/quote.ts'
import { isPromise } from '../flow/is-promise.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { AlgorithmName } from '../jws/algorithms.ts'
import { IMPORT_PROBLEM, type ImportVerificationKey, type VerificationKey } from '../jws/verification-key.ts'
import { classifyKey, type KeyCandidate, type UnusedKey } from './classify-key.ts'
import { MAX_KEYS } from './key-options.ts'

/** The usable keys of one issuer at one time. It never changes; the next set replaces it as a whole. */
export interface KeySet {
  /** The key ids; `''` for a key without one. */
  readonly kids: readonly string[]
  /** Each of those keys as text, to compare keys: the same for any order of its members. */
  readonly fingerprints: readonly string[]
  /** All of them as one text, to compare sets: the same for any order of the keys. */
  readonly fingerprint: string
  /**
   * Returns the keys that may have signed a token: those with its `kid`, or all that support its algorithm if
   * it has none.
   */
  select(kid: string | undefined, algorithm: AlgorithmName): readonly VerificationKey[]
  /** Returns why a key that the set publishes under this `kid` cannot verify such a token, if there is one. */
  whyNot(kid: string | undefined, algorithm: AlgorithmName): string | undefined
}

/** The last of a row of failures. */
export interface KeySetFailure {
  readonly error: ProtectedResourceError
  /** Failures in a row. */
  readonly count: number
  /** Monotonic milliseconds. */
  readonly at: number
  /** Monotonic milliseconds before which no new attempt is made. */
  readonly nextAttemptAt: number
}

/**
 * The state of a set: `cold`, nothing was fetched yet; `fresh`; `stale`, it has expired and the issuer could
 * not be reached since; `gone`, stale for too long.
 */
export type KeySetPhase = 'cold' | 'fresh' | 'stale' | 'gone'

/** How the keys of an issuer are doing. */
export interface KeySourceStatus {
  readonly phase: KeySetPhase
  readonly keySet: KeySet | undefined
  readonly ageSeconds: number | undefined
  readonly failure: KeySetFailure | undefined
}

/** How a key set is created. */
export interface KeySetSettings {
  /** The allowed algorithms. */
  readonly algorithms: ReadonlySet<string>
  /** Called for each key that is skipped, also if no usable key remains: `kid`, and why. */
  readonly skip?: (kid: string, reason: string) => void
  /** The engine; by default that of the runtime. */
  readonly importKey?: ImportVerificationKey | undefined
}

/**
 * Creates a key set from a JWK Set document. Each key is imported once; a key that cannot be used never
 * spoils the others (RFC 7517 section 5).
 *
 * @returns The set; synchronously on Node.
 * @throws {ProtectedResourceError} `jwks_invalid` if it is not a JWK Set, or has too many keys or no usable
 *   one; the promise rejects with it.
 */
export function createKeySet(content: unknown, settings: KeySetSettings): KeySet | Promise<KeySet> {
  const { algorithms, importKey = importVerificationKey } = settings
  const keys = readKeys(content).map((key) => importCandidate(classifyKey(key, algorithms), importKey))
  const imported = settleAll(keys)
  return isPromise(imported)
    ? imported.then((ready) => keySetOf(ready, settings))
    : keySetOf(imported, settings)
}

/** Synchronous as long as nothing is promised. */
function settleAll<T>(values: readonly (T | Promise<T>)[]): readonly T[] | Promise<readonly T[]> {
  const settled: T[] = []
  for (const value of values) {
    if (isPromise(value)) return Promise.all(values)
    settled.push(value)
  }
  return settled
}

/** Returns the key ids of a set whose keys another one does not have, be it under the same id. */
export function kidsBeyond(keySet: KeySet | undefined, other: KeySet | undefined): readonly string[] {
  const known = new Set<string | undefined>(other?.fingerprints)
  return keySet?.kids.filter((_, index) => !known.has(keySet.fingerprints[index])) ?? []
}

/**
 * Returns the members of a JWK Set.
 *
 * @throws {ProtectedResourceError} `jwks_invalid` if it is not a JWK Set, or one of too many keys.
 */
export function readKeys(content: unknown): readonly unknown[] {
  const keys: unknown = isJsonObject(content) && Object.hasOwn(content, 'keys') ? content['keys'] : undefined
  if (!Array.isArray(keys)) throw new ProtectedResourceError('jwks_invalid', { hint: HINT_NO_KEYS })
  if (keys.length > MAX_KEYS) throw new ProtectedResourceError('jwks_invalid', { hint: HINT_TOO_MANY })
  return keys
}

const HINT_NO_KEYS = 'the document at "jwks_uri" is not a JWK Set: it has no array "keys"'
const HINT_TOO_MANY = `the JWK Set has more than ${MAX_KEYS} keys`

interface UsableKey extends KeyCandidate {
  readonly key: VerificationKey
}

function importCandidate(
  candidate: KeyCandidate | UnusedKey,
  importKey: ImportVerificationKey
): UsableKey | UnusedKey | Promise<UsableKey | UnusedKey> {
  if ('reason' in candidate) return candidate
  const { kid, jwk, algorithms } = candidate
  const skip = (error: unknown): UnusedKey => ({ kid, reason: importProblem(error), isInvalid: true })
  try {
    const key = importKey(jwk, algorithms)
    return isPromise(key) ? key.then((ready) => ({ ...candidate, key: ready }), skip) : { ...candidate, key }
  } catch (error) {
    return skip(error)
  }
}

function importProblem(error: unknown): string {
  return error instanceof Error ? error.message : IMPORT_PROBLEM
}

function keySetOf(keys: readonly (UsableKey | UnusedKey)[], { skip }: KeySetSettings): KeySet {
  const usable = keys.filter((key) => 'key' in key)
  const unused = keys.filter((key) => 'reason' in key)
  // Keys for other purposes are normal; without a usable key, they are the reason.
  const skipped = usable.length === 0 ? unused : unused.filter(({ isInvalid }) => isInvalid)
  for (const { kid = '', reason } of skipped) skip?.(kid, reason)
  if (usable.length === 0) throw new ProtectedResourceError('jwks_invalid', { hint: hintFor(unused[0]) })
  const fingerprints = usable.map(({ jwk }) => JSON.stringify(jwk))
  const index = indexOf(usable)
  return {
    kids: usable.map(({ kid = '' }) => kid),
    fingerprints,
    fingerprint: fingerprints.toSorted().join('\n'),
    select: (kid, algorithm) => index.get(algorithm)?.get(kid) ?? NO_KEYS,
    whyNot(kid, algorithm) {
      const named = keys.find((key) => kid !== undefined && key.kid === kid)
      if (named === undefined || 'reason' in named) return named?.reason
      return `it is for ${named.algorithms.join(', ')}, the token is signed with ${algorithm}`
    }
  }
}

const NO_KEYS: readonly VerificationKey[] = []

function hintFor(first: UnusedKey | undefined): string {
  const why =
    first === undefined
      ? ' (it is empty): symmetric tokens (HS256) cannot be verified by a resource server'
      : `; the first that was skipped${first.kid === undefined ? '' : ` (${quote(first.kid)})`}: ${first.reason}`
  return `the JWK Set has no key that can verify an access token with the allowed algorithms${why}`
}

type KeysByKid = Map<string | undefined, VerificationKey[]>

/** By algorithm, then by key id; under undefined are all keys, for tokens that name none. */
function indexOf(keys: readonly UsableKey[]): ReadonlyMap<AlgorithmName, KeysByKid> {
  const index = new Map<AlgorithmName, KeysByKid>()
  for (const { kid, key } of keys) {
    for (const name of key.algorithms) {
      const byKid: KeysByKid = index.get(name) ?? new Map()
      index.set(name, byKid)
      for (const each of new Set([kid, undefined])) byKid.set(each, [...(byKid.get(each) ?? []), key])
    }
  }
  return index
}
