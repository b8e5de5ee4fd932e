import type { CryptoKey, JWK } from 'jose'
import type { AlgorithmName } from '../jws/algorithms.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'
import { isSmallOrder } from '../jws/is-small-order.ts'
import { loadJose, type Jose } from './load-jose.ts'
import { parseKeySet, type KeyCandidate, type SkippedKey } from './parse-key-set.ts'

/** Smallest RSA modulus, in bits (RFC 7518 section 3.3). */
const MIN_RSA_BITS = 2048

/** The usable keys of one issuer at one time. Its keys never change; the next set takes its place. */
export interface KeySet {
  /** The key ids; a key without one is `''`. */
  readonly kids: readonly string[]
  /** Each of those keys as text, to compare keys: the same whatever the order of its members. */
  readonly fingerprints: readonly string[]
  /** All of them as one text, to compare sets: the same whatever the order of the keys. */
  readonly fingerprint: string
  /**
   * Monotonic milliseconds until which whoever holds the set may use it and ask nobody; 0 where somebody is
   * to be asked each time. Its life alone writes this, and nothing else of a set ever changes.
   */
  unaskedUntil: number
  /**
   * The keys that may have signed a token with this header: those with its `kid`, or all that fit its
   * algorithm where it has none.
   *
   * @param header The unverified header; its algorithm must be an allowed one.
   * @returns The keys, none where the set has no such key. At once, and then never none, where the same was
   *   found before.
   */
  select(header: JoseHeader): readonly CryptoKey[] | Promise<readonly CryptoKey[]>
}

/**
 * Makes a key set of a JWK Set document. Each key is imported once, here, so that a bad one is found now and
 * not in a request.
 *
 * @param content The document.
 * @param algorithms The allowed algorithms.
 * @param skip Is told of each odd key that is left out, also where no other one is left.
 * @returns The set.
 * @throws {ProtectedResourceError} `jwks_invalid` where it is no JWK Set or has no usable key.
 */
export async function createKeySet(
  content: unknown,
  algorithms: ReadonlySet<string>,
  skip: (key: SkippedKey) => void = () => undefined
): Promise<KeySet> {
  const { candidates, skipped } = parseKeySet(content, algorithms)
  const jose = await loadJose()
  const reasons = await Promise.all(candidates.map((candidate) => whyUnusable(candidate, jose)))
  const usable = candidates.filter((_, index) => reasons[index] === undefined).map(({ jwk }) => jwk)
  const unusable = candidates.flatMap(({ jwk }, index) => {
    const reason = reasons[index]
    return reason === undefined ? [] : [{ kid: jwk.kid ?? '', reason }]
  })
  const odd = [...skipped, ...unusable]
  for (const key of odd) skip(key)
  if (usable.length === 0) throw new ProtectedResourceError('jwks_invalid', { hint: hintFor(odd[0]?.reason) })
  return keySetOf(usable, jose)
}

function hintFor(reason: string | undefined): string {
  const why =
    reason === undefined
      ? ': symmetric tokens (HS256) cannot be verified by a resource server'
      : `; the first that was left out: ${reason}`
  return `the JWK Set has no key that could verify an access token under the allowed algorithms${why}`
}

function keySetOf(keys: JWK[], jose: Jose): KeySet {
  const find = jose.createLocalJWKSet({ keys })
  const fingerprints = keys.map((key) => JSON.stringify(key))
  /** By algorithm and key id, and not by both as one text, which would have to be made for each token. */
  const found = new Map<string, KeysByKid>()
  return {
    kids: keys.map(({ kid }) => kid ?? ''),
    fingerprints,
    fingerprint: fingerprints.toSorted().join('\n'),
    unaskedUntil: 0,
    select: (header) => found.get(header.alg)?.get(header.kid) ?? lookUp(header)
  }

  async function lookUp({ alg, kid }: JoseHeader): Promise<readonly CryptoKey[]> {
    const selected = await selectAll(() => find(kid === undefined ? { alg } : { alg, kid }))
    // Only what exists is remembered: names come from tokens, and anyone can make those up.
    if (selected.length > 0) {
      const byKid: KeysByKid = found.get(alg) ?? new Map()
      found.set(alg, byKid.set(kid, selected))
    }
    return selected
  }
}

type KeysByKid = Map<string | undefined, readonly CryptoKey[]>

async function selectAll(find: () => Promise<CryptoKey>): Promise<readonly CryptoKey[]> {
  try {
    return [await find()]
  } catch (error) {
    if (codeOf(error) === 'ERR_JWKS_NO_MATCHING_KEY') return []
    if (!hasSeveralKeys(error)) throw error
    const several: CryptoKey[] = []
    for await (const key of error) several.push(key)
    return several
  }
}

/** By its code, so that the classes need not be loaded. */
function hasSeveralKeys(error: unknown): error is AsyncIterable<CryptoKey> {
  return codeOf(error) === 'ERR_JWKS_MULTIPLE_MATCHING_KEYS'
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** Imports a key to see that it can be imported. */
async function whyUnusable({ jwk, algorithm }: KeyCandidate, jose: Jose): Promise<string | undefined> {
  try {
    const key = await jose.importJWK(jwk, algorithm)
    if (key instanceof Uint8Array || key.type !== 'public') return 'not a public key'
    return jwk.kty === 'OKP' ? await whyWeakPoint(key) : whyWeak(key, algorithm)
  } catch {
    // What the runtime says about a key may quote the key.
    return 'the key cannot be imported: a member is missing or wrong, or this runtime lacks the algorithm'
  }
}

function whyWeak(key: CryptoKey, algorithm: AlgorithmName): string | undefined {
  if (!/^[RP]S/.test(algorithm)) return undefined
  const bits: unknown = Reflect.get(key.algorithm, 'modulusLength')
  if (typeof bits !== 'number' || bits < MIN_RSA_BITS) return `an RSA key of fewer than ${MIN_RSA_BITS} bits`
  const given: unknown = Reflect.get(key.algorithm, 'publicExponent')
  // Some runtimes give the buffer alone.
  const exponent = given instanceof ArrayBuffer ? new Uint8Array(given) : given
  const isSound = exponent instanceof Uint8Array && isSoundExponent(exponent)
  return isSound ? undefined : 'an RSA key whose public exponent is not an odd number from 3 on'
}

/** With the exponent 1, everybody can sign (RFC 8017 section 3.1). */
function isSoundExponent(bigEndian: Uint8Array): boolean {
  const isOdd = ((bigEndian.at(-1) ?? 0) & 1) === 1
  const isOne = bigEndian.at(-1) === 1 && bigEndian.subarray(0, -1).every((byte) => byte === 0)
  return isOdd && !isOne
}

/** What was imported, and not what was published: its `x` may be spelt in many ways. */
async function whyWeakPoint(key: CryptoKey): Promise<string | undefined> {
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', key))
  return isSmallOrder(point) ? 'an Ed25519 key of small order, anyone can sign for it' : undefined
}
