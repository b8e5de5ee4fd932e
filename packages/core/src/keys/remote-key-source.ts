import type { Clock } from '../clock/clock.ts'
import { fetchDocument, type DocumentSettings } from '../documents/fetch-document.ts'
import { refuseForDocument } from '../documents/refuse-for-document.ts'
import { TIME_IS_OVER, within } from '../documents/within.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { hasListeners, publish } from '#events'
import type { JoseHeader } from '../token/unverified-token.ts'
import type { ResolvedKeyOptions } from './key-options.ts'
import { createKeySet, type KeySet } from './key-set.ts'
import {
  currentKeySet,
  endLife,
  obtainKeySet,
  phaseOf,
  renewKeySet,
  startLife,
  type FetchedKeySet,
  type KeySetLife
} from './key-set-life.ts'
import { observeKeySet } from './observe-key-set.ts'
import type { FoundKeys, KeySource } from './key-source.ts'
import { MAX_JWKS_BYTES, REFETCH_WAIT_SECONDS } from './limits.ts'
import { createRefetchBudget, type RefetchBudget } from './refetch-budget.ts'

/** Where the keys of one issuer are, and how they are kept. */
export interface RemoteKeySettings {
  readonly issuer: string
  readonly algorithms: ReadonlySet<string>
  readonly options: ResolvedKeyOptions
  readonly documents: DocumentSettings
  /** Says where the JWK Set is; rejects with a 503. */
  readonly locate: () => Promise<string>
  /** Is told when what `locate` said has led to nothing. */
  readonly distrust: () => void
}

interface Remote {
  readonly settings: RemoteKeySettings
  readonly clock: Clock
  readonly life: KeySetLife
  readonly budget: RefetchBudget
}

/**
 * Makes the source of keys that an issuer publishes as a JWK Set.
 *
 * @param settings Where they are, and how they are kept.
 * @returns The source.
 */
export function createRemoteKeySource(settings: RemoteKeySettings): KeySource {
  const { clock } = settings.documents
  const life = startLife({
    fetchKeySet: () => fetchKeySet(settings),
    clock,
    options: settings.options,
    observer: observeKeySet(settings.issuer)
  })
  const remote = { settings, clock, life, budget: createRefetchBudget(clock) }
  return {
    current: () => currentKeySet(life),
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
  documents,
  locate,
  distrust
}: RemoteKeySettings): Promise<FetchedKeySet> {
  const url = await locate()
  try {
    const request = { issuer, document: 'jwks', url, maxBytes: MAX_JWKS_BYTES } as const
    const { content, lifeSeconds } = await fetchDocument(request, documents).catch((error: unknown) => {
      throw refuseForDocument(error, 'jwks')
    })
    const { keySet, skipped } = await createKeySet(content, algorithms)
    for (const { kid, reason } of skipped) {
      if (hasListeners()) publish({ type: 'key_skipped', issuer, kid, reason })
    }
    return { keySet, lifeSeconds }
  } catch (error) {
    distrust()
    throw error
  }
}

function find(remote: Remote, header: JoseHeader): FoundKeys | Promise<FoundKeys> {
  const keySet = currentKeySet(remote.life)
  const keys = keySet?.select(header)
  if (keySet === undefined || keys === undefined || keys instanceof Promise)
    return findWaiting(remote, header)
  return keys.length > 0 ? { keySet, keys } : findWaiting(remote, header)
}

async function findWaiting(remote: Remote, header: JoseHeader): Promise<FoundKeys> {
  const fetchedBefore = remote.life.obtainedAt
  const found = await select(await obtainKeySet(remote.life), header)
  if (found !== undefined) return found
  const isBrandNew = remote.life.obtainedAt !== fetchedBefore
  const foundAfter = isBrandNew ? undefined : await renewFor(remote, header)
  if (foundAfter !== undefined) return foundAfter
  throw refuseUnknownKey(remote, header)
}

async function select(keySet: KeySet, header: JoseHeader): Promise<FoundKeys | undefined> {
  const keys = await keySet.select(header)
  return keys.length > 0 ? { keySet, keys } : undefined
}

/**
 * Looks for a key id that the set does not have: the issuer may have rotated. A fetch that is under way is
 * waited for; only one that began afterwards proves that the key does not exist.
 */
async function renewFor(remote: Remote, header: JoseHeader): Promise<FoundKeys | undefined> {
  const { life, budget } = remote
  const underWay = life.fetching === undefined ? undefined : await select(await renewWithin(remote), header)
  if (underWay !== undefined) return underWay
  const name = nameOf(header)
  const isWorthIt = !budget.isKnownUnknown(name) && budget.take()
  if (hasListeners()) {
    const { issuer } = remote.settings
    publish({ type: 'key_id_unknown', issuer, unverifiedKid: header.kid ?? '', refetch: isWorthIt })
  }
  if (!isWorthIt) return undefined
  const found = await select(await renewWithin(remote), header)
  if (found === undefined) budget.rememberUnknown(name)
  return found
}

/** The wait is bounded, not the fetch: others may be waiting for it too. */
async function renewWithin({ life, clock }: Remote): Promise<KeySet> {
  try {
    return await within(renewKeySet(life), REFETCH_WAIT_SECONDS * 1000, clock)
  } catch (error) {
    if (error === TIME_IS_OVER)
      throw new ProtectedResourceError('jwks_unreachable', { hint: HINT_WAIT, retryAfterSeconds: 1 })
    throw error
  }
}

const HINT_WAIT =
  'the token names a key that is not known yet, and the key set could not be fetched again in time'
const HINT_UNKNOWN =
  'the issuer does not publish the key that the token names: it comes from another server or realm, or the key was removed'

/** While the issuer can't be asked, nobody knows whether the key exists: that is our trouble, not the token's. */
function refuseUnknownKey({ life }: Remote, header: JoseHeader): ProtectedResourceError {
  const { failure } = life
  if (failure === undefined)
    return new ProtectedResourceError('key_not_found', { hint: HINT_UNKNOWN, cause: { alg: header.alg } })
  const { code, cause } = failure.error
  const seconds = (failure.nextAttemptAt - life.clock.monotonic()) / 1000
  return new ProtectedResourceError(code, {
    cause,
    hint: HINT_WAIT,
    retryAfterSeconds: Math.max(1, Math.ceil(seconds))
  })
}

async function findChanged(
  remote: Remote,
  header: JoseHeader,
  tried: FoundKeys
): Promise<FoundKeys | undefined> {
  const { life, budget } = remote
  const newer = currentKeySet(life)
  const isNewer = newer !== undefined && newer !== tried.keySet
  if (!isNewer && life.fetching === undefined && !budget.take()) return undefined
  try {
    const keySet = isNewer ? newer : await renewWithin(remote)
    return keySet === tried.keySet ? undefined : await select(keySet, header)
  } catch (error) {
    // The issuer can't be asked; the signature has failed with the key that it published under this id, and that decides.
    if (error instanceof ProtectedResourceError) return undefined
    throw error
  }
}

function nameOf({ alg, kid }: JoseHeader): string {
  return kid === undefined ? alg : `${alg} ${kid}`
}
