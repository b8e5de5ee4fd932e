import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isPromise } from '../flow/is-promise.ts'
import type { AlgorithmName } from '../jws/algorithms.ts'
import type { UnverifiedToken } from '../jws/unverified-token.ts'
import type { SignatureThread } from '../jws/verification-key.ts'
import { selectKeys, type FoundKeys, type KeyName, type KeySearch } from './key-search.ts'
import type { KeySet, KeySourceStatus } from './key-set.ts'

/** The keys of one issuer. They never verify another issuer's tokens (RFC 8725 section 3.8). */
export interface KeySource {
  /**
   * Returns the set that is valid at this moment, without waiting; what was verified with another one must be
   * verified again.
   *
   * @param now The moment, in monotonic milliseconds, if the caller has read the clock already.
   */
  current(now?: number): KeySet | undefined
  /**
   * Verifies the signature of a token (RFC 7515 section 5.2). If the set does not have the key, or its
   * signature fails, the issuer is asked once whether it published a new one, within a budget.
   *
   * @param token The token.
   * @param algorithm Its algorithm, as `requireAlgorithm` returned it.
   * @returns The set whose key signed it; synchronously if the set is cached and the main thread verifies.
   * @throws {ProtectedResourceError} `key_not_found`, `signature_invalid`, or a 503 if the keys are
   *   unavailable; the promise rejects with it.
   */
  verify(token: UnverifiedToken, algorithm: AlgorithmName): KeySet | Promise<KeySet>
  /** Fetches the keys if there are none yet; rejects with a 503. */
  warmUp(): Promise<void>
  status(): KeySourceStatus
  close(): void
}

/** The keys that signatures are verified with. */
export interface SearchableKeys extends KeySearch {
  /** The set that is valid without waiting. */
  current(): KeySet | undefined
  /** The valid set; rejects with a 503. */
  obtain(): Promise<KeySet>
  /** How many fetches have started. */
  fetches(): number
}

/** Creates the `verify` of a source: one selection and one signature, as long as the key is cached. */
export function createSignatureVerifier(keys: SearchableKeys, thread: SignatureThread): KeySource['verify'] {
  return (token, algorithm) => {
    const { kid } = token.unverifiedHeader
    const keySet = keys.current()
    const [key, another] = keySet?.select(kid, algorithm) ?? []
    if (keySet === undefined || key === undefined || another !== undefined)
      return verifyWithSearch(token, { kid, algorithm })
    const isSigned = key.verify(token, algorithm, thread)
    const decide = (isValid: boolean): KeySet | Promise<KeySet> =>
      isValid ? keySet : verifyWithChanged(token, { kid, algorithm }, keySet)
    return isPromise(isSigned) ? isSigned.then(decide) : decide(isSigned)
  }

  async function verifyWithSearch(token: UnverifiedToken, name: KeyName): Promise<KeySet> {
    const fetchesBefore = keys.fetches()
    // Waits in any case: one fetch is proof for all tokens that arrive together.
    const keySet = await keys.obtain()
    const found = selectKeys(keySet, name) ?? (await keys.findUnknown(name, fetchesBefore))
    return (await isSignedByOne(token, name, found))
      ? found.keySet
      : verifyWithChanged(token, name, found.keySet)
  }

  async function verifyWithChanged(token: UnverifiedToken, name: KeyName, tried: KeySet): Promise<KeySet> {
    const found = await keys.findChanged(name, tried)
    if (found !== undefined && (await isSignedByOne(token, name, found))) return found.keySet
    throw new ProtectedResourceError('signature_invalid', { hint: HINT })
  }

  async function isSignedByOne(token: UnverifiedToken, name: KeyName, found: FoundKeys): Promise<boolean> {
    for (const key of found.keys) if (await key.verify(token, name.algorithm, thread)) return true
    return false
  }
}

const HINT =
  'the signature does not match this header and payload: the token was changed, or comes from another server'
