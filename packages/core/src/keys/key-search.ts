import { LRUCache } from 'lru-cache'
import { hasListeners, publish } from '#events'
import type { Clock } from '../clock/clock.ts'
import { isProtectedResourceError, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { createTokenBucket, type TokenBucket } from '../flow/token-bucket.ts'
import { TIME_IS_OVER, within } from '../flow/within.ts'
import type { AlgorithmName } from '../jws/algorithms.ts'
import type { VerificationKey } from '../jws/verification-key.ts'
import type { KeySetCache } from './key-set-cache.ts'
import type { KeySet } from './key-set.ts'
import {
  METADATA_REFETCH_EVERY_SECONDS,
  REFETCH_EVERY_SECONDS,
  REFETCH_WAIT_SECONDS,
  REFETCHES_AT_ONCE,
  SIGNATURE_REFETCH_EVERY_SECONDS,
  UNKNOWN_KID_MEMORY_SECONDS,
  UNKNOWN_KIDS
} from './key-options.ts'

/** Keys that may have signed a token, and the set that they are of. */
export interface FoundKeys {
  readonly keySet: KeySet
  /** At least one. */
  readonly keys: readonly VerificationKey[]
}

/** The key that an unverified token names. */
export interface KeyName {
  readonly kid: string | undefined
  readonly algorithm: AlgorithmName
}

/** Where an issuer's keys are. */
export interface KeyLocation {
  /** Returns the URL of the JWK Set; rejects with a 503. */
  resolveJwksUri(): Promise<string>
  /** Has the URL looked up again next time: the last one seems to be out of date. */
  invalidate(): void
}

/** Searches an issuer's keys, and fetches them again within budgets. */
export interface KeySearch {
  /**
   * Finds a key that the cached set does not have: the issuer may have rotated.
   *
   * @param name The key.
   * @param fetchesBefore How many fetches had started when the token arrived.
   * @throws {ProtectedResourceError} `key_not_found`, or a 503; the promise rejects with it.
   */
  findUnknown(name: KeyName, fetchesBefore: number): Promise<FoundKeys>
  /**
   * Finds a key that the issuer replaced without changing its id, after a signature failed.
   *
   * @param name The key.
   * @param tried The set whose key failed.
   * @returns Undefined if nothing has changed, or the issuer cannot be asked.
   */
  findChanged(name: KeyName, tried: KeySet): Promise<FoundKeys | undefined>
}

/** What a search works with. */
export interface KeySearchSettings {
  /** For events. */
  readonly issuer: string
  readonly cache: KeySetCache
  readonly location: KeyLocation
  readonly clock: Clock
}

interface Search extends KeySearchSettings {
  readonly unknownKids: LRUCache<string, true>
  readonly refetches: TokenBucket
  readonly signatureRefetches: TokenBucket
  readonly metadataRefetches: TokenBucket
  moving: Promise<KeySet | undefined> | undefined
}

/** Creates the search in the keys of one issuer. */
export function createKeySearch(settings: KeySearchSettings): KeySearch {
  const { clock } = settings
  const bucket = (size: number, everySeconds: number): TokenBucket =>
    createTokenBucket({ size, everySeconds }, clock)
  const search: Search = {
    ...settings,
    unknownKids: createUnknownKids(clock),
    refetches: bucket(REFETCHES_AT_ONCE, REFETCH_EVERY_SECONDS),
    signatureRefetches: bucket(1, SIGNATURE_REFETCH_EVERY_SECONDS),
    metadataRefetches: bucket(1, METADATA_REFETCH_EVERY_SECONDS),
    moving: undefined
  }
  return {
    findUnknown: (name, fetchesBefore) => findUnknown(search, name, fetchesBefore),
    findChanged: (name, tried) => findChanged(search, name, tried)
  }
}

/** Selects the keys of a set that may have signed the token. */
export function selectKeys(keySet: KeySet, { kid, algorithm }: KeyName): FoundKeys | undefined {
  const keys = keySet.select(kid, algorithm)
  return keys.length > 0 ? { keySet, keys } : undefined
}

async function findUnknown(search: Search, name: KeyName, fetchesBefore: number): Promise<FoundKeys> {
  const { cache, unknownKids } = search
  let isRefetched: boolean | undefined
  const mayRefetch = (): boolean => {
    isRefetched = !cache.isBackingOff() && !unknownKids.has(textOf(name)) && search.refetches.take()
    publishUnknownKid(search, name, isRefetched)
    return isRefetched
  }
  // A set that was fetched after the token arrived needs no second look.
  const isNew = cache.obtainedBy() > fetchesBefore
  const look = (keySet: KeySet): FoundKeys | undefined => selectKeys(keySet, name)
  const found = isNew ? undefined : await refetchFor(search, { fetchesBefore, look, mayRefetch })
  if (found !== undefined) return found
  if (isRefetched === undefined) publishUnknownKid(search, name, false)
  if (isRefetched !== false && !isNew) {
    const moved = await findMoved(search, look)
    if (moved !== undefined) return moved
    unknownKids.set(textOf(name), true)
  }
  throw unknownKeyRefusal(search, name)
}

/** While the issuer cannot be asked, it is unknown whether the key exists: a server-side failure. */
function unknownKeyRefusal({ cache }: Search, { kid, algorithm }: KeyName): ProtectedResourceError {
  const reason = cache.current()?.whyNot(kid, algorithm)
  const hint =
    reason === undefined
      ? 'the issuer does not publish the key that the token names: it comes from another server or realm, or the key was removed'
      : `the issuer publishes the key that the token names, but it is not used: ${reason}`
  return (
    cache.refusal(HINT_WAIT) ??
    new ProtectedResourceError('key_not_found', { hint, cause: { alg: algorithm } })
  )
}

async function findChanged(search: Search, name: KeyName, tried: KeySet): Promise<FoundKeys | undefined> {
  const { cache, signatureRefetches } = search
  const look = (keySet: KeySet): FoundKeys | undefined =>
    keySet === tried ? undefined : selectKeys(keySet, name)
  const newer = cache.current()
  if (newer !== undefined && newer !== tried) return look(newer)
  const mayRefetch = (): boolean => !cache.isBackingOff() && signatureRefetches.take()
  try {
    return await refetchFor(search, { fetchesBefore: cache.fetches(), look, mayRefetch })
  } catch (error) {
    // The issuer cannot be asked; the signature failed with the key that it published under this id.
    if (isProtectedResourceError(error)) return undefined
    throw error
  }
}

interface Refetch {
  readonly fetchesBefore: number
  readonly look: (keySet: KeySet) => FoundKeys | undefined
  /** Whether a fetch can be started for it; called at most once. */
  readonly mayRefetch: () => boolean
}

/**
 * Looks into the set of the fetch in progress and, if that does not have the key, into one whose fetch
 * started after the token arrived: only that proves that the key is missing. The wait is bounded, not the
 * fetch: others may be waiting for it too. A flood ends here, synchronously.
 */
function refetchFor(search: Search, refetch: Refetch): Promise<FoundKeys | undefined> | undefined {
  if (search.cache.pending() !== undefined) return inTime(search, searchPending(search, refetch))
  return refetch.mayRefetch() ? inTime(search, searchNew(search, refetch)) : undefined
}

async function searchPending(search: Search, refetch: Refetch): Promise<FoundKeys | undefined> {
  const { cache } = search
  for (let pending = cache.pending(); pending !== undefined; pending = cache.pending()) {
    const isProof = cache.fetches() > refetch.fetchesBefore
    const found = refetch.look(await pending)
    if (found !== undefined || isProof) return found
  }
  return refetch.mayRefetch() ? searchNew(search, refetch) : undefined
}

async function searchNew({ cache }: Search, { look }: Refetch): Promise<FoundKeys | undefined> {
  return look(await cache.refetch())
}

/** Whether the set has moved to another URL; everyone who asks meanwhile waits for the same answer. */
async function findMoved(search: Search, look: Refetch['look']): Promise<FoundKeys | undefined> {
  if (search.moving === undefined && search.metadataRefetches.take()) {
    search.moving = refetchIfMoved(search).finally(() => {
      search.moving = undefined
    })
  }
  const keySet = search.moving && (await inTime(search, search.moving))
  return keySet && look(keySet)
}

async function refetchIfMoved({ cache, location }: Search): Promise<KeySet | undefined> {
  const before = await location.resolveJwksUri()
  location.invalidate()
  if ((await location.resolveJwksUri()) === before) return undefined
  // A fetch in progress may have started at the old URL.
  await cache.pending()?.catch(() => undefined)
  return cache.refetch()
}

async function inTime<T>({ clock }: Search, searching: Promise<T>): Promise<T> {
  try {
    return await within(searching, REFETCH_WAIT_SECONDS * 1000, clock)
  } catch (error) {
    if (error !== TIME_IS_OVER) throw error
    throw new ProtectedResourceError('jwks_unreachable', { hint: HINT_WAIT, retryAfterSeconds: 1 })
  }
}

const HINT_WAIT =
  'the token names a key that is not cached, and the key set could not be fetched again in time'

function publishUnknownKid({ issuer }: Search, { kid = '' }: KeyName, refetch: boolean): void {
  if (hasListeners()) publish({ type: 'key_id_unknown', issuer, unverifiedKid: kid, refetch })
}

/** Key ids that the issuer did not publish a moment ago. Looking does not prolong that: the key may come. */
function createUnknownKids(clock: Clock): LRUCache<string, true> {
  const startedAt = clock.monotonic()
  return new LRUCache({
    max: UNKNOWN_KIDS,
    ttl: UNKNOWN_KID_MEMORY_SECONDS * 1000,
    ttlResolution: 0,
    // Never 0, which means an entry without a time there.
    perf: { now: () => 1 + clock.monotonic() - startedAt }
  })
}

function textOf({ kid, algorithm }: KeyName): string {
  return kid === undefined ? algorithm : `${algorithm} ${kid}`
}
