import type { CryptoKey } from 'jose'
import { fetchDocument, type DocumentSettings } from '../documents/fetch-document.ts'
import { refuseForDocument } from '../documents/refuse-for-document.ts'
import { readLifeSeconds } from '../documents/response-life.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { hasListeners, publish } from '#events'
import { createBudget, type Budget } from '../flow/budget.ts'
import { isPromise } from '../flow/is-promise.ts'
import type { JoseHeader } from '../jws/unverified-token.ts'
import { askAgain, HINT_WAIT } from './ask-again.ts'
import type { ResolvedKeyOptions } from './key-options.ts'
import { createKeySet, type KeySet } from './key-set.ts'
import { loadJose } from './load-jose.ts'
import {
  currentKeySet,
  isBackingOff,
  phaseOf,
  refuseUntilRenewed,
  startLife,
  type FetchedKeySet,
  type KeySetLife
} from './key-set-life.ts'
import { observeKeySet } from './observe-key-set.ts'
import type { FoundKeys, KeySource } from './key-source.ts'
import {
  MAX_JWKS_BYTES,
  REFETCH_WINDOW_SECONDS,
  REFETCHES_PER_WINDOW,
  SIGNATURE_REFETCHES_PER_WINDOW
} from './limits.ts'
import type { SkippedKey } from './parse-key-set.ts'
import { endLife, obtainKeySet } from './renew-key-set.ts'
import { createUnknownKids, type UnknownKids } from './unknown-kids.ts'

/** Where the keys of one issuer are, and how they are kept. */
export interface RemoteKeySettings {
  readonly issuer: string
  readonly algorithms: ReadonlySet<string>
  readonly options: ResolvedKeyOptions
  readonly documents: DocumentSettings
  /** Says where the JWK Set is; rejects with a 503. */
  readonly locate: () => Promise<string>
  /** Whether the issuer is trusted for good, and not only until somebody thinks otherwise. */
  readonly isTrustedForGood: boolean
  /** Is told when what `locate` said has led to nothing. */
  readonly distrust: () => void
}

interface Remote {
  readonly settings: RemoteKeySettings
  readonly life: KeySetLife
  readonly unknownKids: UnknownKids
  readonly unknownKidBudget: Budget
  readonly signatureBudget: Budget
}

/**
 * Makes the source of keys that an issuer publishes as a JWK Set.
 *
 * @param settings Where they are, and how they are kept.
 * @returns The source.
 */
export function createRemoteKeySource(settings: RemoteKeySettings): KeySource {
  const { clock } = settings.documents
  // While the program starts; what goes wrong is seen by whoever waits for it.
  loadJose().catch(() => undefined)
  const life = startLife({
    fetchKeySet: () => fetchKeySet(settings),
    clock,
    options: settings.options,
    observer: observeKeySet(settings.issuer),
    decidesAlone: settings.isTrustedForGood
  })
  const remote: Remote = {
    settings,
    life,
    unknownKids: createUnknownKids(clock),
    unknownKidBudget: createBudget({ times: REFETCHES_PER_WINDOW, seconds: REFETCH_WINDOW_SECONDS }, clock),
    signatureBudget: createBudget(
      { times: SIGNATURE_REFETCHES_PER_WINDOW, seconds: REFETCH_WINDOW_SECONDS },
      clock
    )
  }
  return {
    current: (now) => currentKeySet(life, now),
    find: (header) => find(remote, header),
    findChanged: (header, tried) => findChanged(remote, header, tried),
    warmUp: async () => void (await obtainKeySet(life)),
    status: () => ({
      phase: phaseOf(life),
      keySet: life.keySet,
      ageSeconds: life.keySet === undefined ? undefined : (clock.monotonic() - life.obtainedAt) / 1000,
      failure: life.failure
    }),
    close: () => endLife(life)
  }
}

async function fetchKeySet({
  issuer,
  algorithms,
  options,
  documents,
  locate,
  distrust
}: RemoteKeySettings): Promise<FetchedKeySet> {
  const url = await locate()
  try {
    const skip = ({ kid, reason }: SkippedKey): void => {
      if (hasListeners()) publish({ type: 'key_skipped', issuer, kid, reason })
    }
    const parse = (json: unknown): Promise<KeySet> => createKeySet(json, algorithms, skip)
    const request = { issuer, document: 'jwks', url, maxBytes: MAX_JWKS_BYTES, parse } as const
    const { content, headers } = await fetchDocument(request, documents)
    return { keySet: content, lifeSeconds: readLifeSeconds(headers, options.ttlSeconds) }
  } catch (error) {
    distrust()
    throw refuseForDocument(error, 'jwks')
  }
}

function find(remote: Remote, header: JoseHeader): FoundKeys | Promise<FoundKeys> {
  const { life } = remote
  const keySet = currentKeySet(life)
  if (keySet === undefined)
    return findWaiting(remote, header, async () => select(await obtainKeySet(life), header))
  const keys = keySet.select(header)
  return isPromise(keys)
    ? findWaiting(remote, header, async () => foundIn(keySet, await keys))
    : { keySet, keys }
}

async function findWaiting(
  remote: Remote,
  header: JoseHeader,
  findFirst: () => Promise<FoundKeys | undefined>
): Promise<FoundKeys> {
  const { life } = remote
  const arrival = life.fetches
  const found = await findFirst()
  if (found !== undefined) return found
  // A set that was fetched for this very request needs no second look.
  if (life.obtainedBy > arrival) publishUnknownKid(remote, header, false)
  else {
    const foundAfter = await lookForUnknown(remote, header, arrival)
    if (foundAfter !== undefined) return foundAfter
  }
  throw refuseUnknownKey(remote, header)
}

async function select(keySet: KeySet, header: JoseHeader): Promise<FoundKeys | undefined> {
  return foundIn(keySet, await keySet.select(header))
}

function foundIn(keySet: KeySet, keys: readonly CryptoKey[]): FoundKeys | undefined {
  return keys.length > 0 ? { keySet, keys } : undefined
}

/** Looks for a key id that the set does not have: the issuer may have rotated. */
async function lookForUnknown(
  remote: Remote,
  header: JoseHeader,
  arrival: number
): Promise<FoundKeys | undefined> {
  const { life, unknownKids, unknownKidBudget } = remote
  let isAsked: boolean | undefined
  const found = await askAgain(life, {
    arrival,
    look: (keySet) => select(keySet, header),
    isWorthIt() {
      isAsked = !isBackingOff(life) && !unknownKids.has(header) && unknownKidBudget.take()
      publishUnknownKid(remote, header, isAsked)
      return isAsked
    }
  })
  if (found !== undefined) return found
  // It was looked for in a set that was fetched for another token.
  if (isAsked === undefined) publishUnknownKid(remote, header, false)
  if (isAsked !== false) unknownKids.remember(header)
  return undefined
}

function publishUnknownKid({ settings }: Remote, { kid = '' }: JoseHeader, refetch: boolean): void {
  if (!hasListeners()) return
  publish({ type: 'key_id_unknown', issuer: settings.issuer, unverifiedKid: kid, refetch })
}

const HINT_UNKNOWN =
  'the issuer does not publish the key that the token names: it comes from another server or realm, or the key was removed'

/** While the issuer can't be asked, nobody knows whether the key exists: that is our trouble, not the token's. */
function refuseUnknownKey({ life }: Remote, header: JoseHeader): ProtectedResourceError {
  const { failure } = life
  if (failure !== undefined) return refuseUntilRenewed(life, failure, HINT_WAIT)
  return new ProtectedResourceError('key_not_found', { hint: HINT_UNKNOWN, cause: { alg: header.alg } })
}

function findChanged(
  remote: Remote,
  header: JoseHeader,
  tried: FoundKeys
): Promise<FoundKeys | undefined> | undefined {
  const { life, signatureBudget } = remote
  const look = async (keySet: KeySet): Promise<FoundKeys | undefined> =>
    keySet === tried.keySet ? undefined : select(keySet, header)
  const newer = currentKeySet(life)
  if (newer !== undefined && newer !== tried.keySet) return look(newer)
  const isWorthIt = (): boolean => !isBackingOff(life) && signatureBudget.take()
  return askAgain(life, { arrival: life.fetches, look, isWorthIt })?.catch((error: unknown) => {
    // The issuer can't be asked; the signature has failed with the key that it published under this id, and that decides.
    if (error instanceof ProtectedResourceError) return undefined
    throw error
  })
}
