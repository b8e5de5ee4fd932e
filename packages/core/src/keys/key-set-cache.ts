import { hasListeners, publish } from '#events'
import type { Clock } from '../clock/clock.ts'
import { isProtectedResourceError, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import {
  backOffSeconds,
  lifetimeSeconds,
  MIN_BACK_OFF_SECONDS,
  refreshSeconds,
  type ResolvedKeyOptions
} from './key-options.ts'
import {
  kidsBeyond,
  type KeySet,
  type KeySetFailure,
  type KeySetPhase,
  type KeySourceStatus
} from './key-set.ts'

/** A freshly fetched key set. */
export interface FetchedKeySet {
  readonly keySet: KeySet
  /** The lifetime that the server states, if it does. */
  readonly lifeSeconds: number | undefined
}

/** How one key set is cached. */
export interface KeySetCacheSettings {
  /** For events. */
  readonly issuer: string
  /** Fetches the set; rejects with a `ProtectedResourceError`. */
  readonly fetchKeySet: () => Promise<FetchedKeySet>
  readonly clock: Clock
  readonly options: ResolvedKeyOptions
}

/**
 * Caches one key set: fetches it once for all who wait, refreshes it in the background, keeps it in use for a
 * bounded time while the issuer is unreachable, and replaces it as a whole (`docs/keys.md` draws the states).
 * All time is monotonic, in milliseconds.
 */
export interface KeySetCache {
  /**
   * Returns how many fetches have started. What a fetch does not bring was missing only if it started late
   * enough.
   */
  fetches(): number
  /** Returns which of the fetches brought the set. */
  obtainedBy(): number
  /** Returns the set of the fetch in progress, if there is one. */
  pending(): Promise<KeySet> | undefined
  /** Returns whether fetches are backing off after a failure; false while one is in progress. */
  isBackingOff(): boolean
  /**
   * Returns the set that is valid without waiting. An expired one stays valid while the issuer cannot be
   * reached and attempts are made when they are due. If an attempt is long overdue, because no timer fired in
   * a frozen process, the issuer must be asked first.
   */
  current(now?: number): KeySet | undefined
  /**
   * Returns the valid set; waits for a fetch if there is none.
   *
   * @throws {ProtectedResourceError} A 503 if no set is available; the promise rejects with it.
   */
  obtain(): Promise<KeySet>
  /**
   * Fetches the set now, or joins the fetch in progress: there is never more than one.
   *
   * @throws {ProtectedResourceError} If the fetch fails, or fetches are backing off; the promise rejects with
   *   it.
   */
  refetch(): Promise<KeySet>
  /** Returns the refusal for an issuer whose last fetch failed; undefined if it did not. */
  refusal(hint: string): ProtectedResourceError | undefined
  /** Returns how the set is doing. Fetches nothing. */
  status(): KeySourceStatus
  /** Cancels the timer and drops the set. Callers that wait for a fetch at this moment still get its keys. */
  close(): void
}

interface State extends KeySetCacheSettings {
  keySet: KeySet | undefined
  obtainedAt: number
  obtainedBy: number
  freshUntil: number
  failure: KeySetFailure | undefined
  reported: KeySetPhase
  fetching: { readonly keySet: Promise<KeySet>; readonly startedAt: number } | undefined
  fetches: number
  cancelTimer: (() => void) | undefined
  isClosed: boolean
}

/** Creates an empty cache. Nothing is fetched before it is asked for. */
export function createKeySetCache(settings: KeySetCacheSettings): KeySetCache {
  const state: State = {
    ...settings,
    keySet: undefined,
    obtainedAt: 0,
    obtainedBy: 0,
    freshUntil: 0,
    failure: undefined,
    reported: 'cold',
    fetching: undefined,
    fetches: 0,
    cancelTimer: undefined,
    isClosed: false
  }
  return {
    fetches: () => state.fetches,
    obtainedBy: () => state.obtainedBy,
    pending: () => state.fetching?.keySet,
    isBackingOff: () => isBackingOff(state),
    current: (now) => current(state, now),
    obtain: () => obtain(state),
    refetch: () => refetch(state),
    refusal: (hint) => state.failure && refusalFor(state, state.failure, hint),
    status: () => statusOf(state),
    close() {
      state.isClosed = true
      state.keySet = undefined
      state.cancelTimer?.()
    }
  }
}

function isBackingOff({ clock, failure, fetching }: State): boolean {
  return fetching === undefined && failure !== undefined && clock.monotonic() < failure.nextAttemptAt
}

function current(state: State, now: number = state.clock.monotonic()): KeySet | undefined {
  if (now < state.freshUntil) return state.keySet
  const phase = phaseAt(state, now)
  if (phase === 'cold') return undefined
  if (state.failure !== undefined) report(state)
  return phase === 'stale' && isAskedInTime(state) ? state.keySet : undefined
}

async function obtain(state: State): Promise<KeySet> {
  const usable = current(state)
  if (usable !== undefined) return usable
  try {
    return await refetch(state)
  } catch (error) {
    const fallback = current(state)
    if (fallback !== undefined) return fallback
    throw error
  }
}

async function refetch(state: State): Promise<KeySet> {
  if (state.failure !== undefined && isBackingOff(state)) throw refusalFor(state, state.failure)
  return joinFetch(state)
}

function statusOf(state: State): KeySourceStatus {
  const { clock, keySet, obtainedAt, failure } = state
  const now = clock.monotonic()
  const ageSeconds = keySet === undefined ? undefined : (now - obtainedAt) / 1000
  return { phase: phaseAt(state, now), keySet, ageSeconds, failure }
}

function phaseAt(state: State, now: number): KeySetPhase {
  if (state.keySet === undefined) return 'cold'
  if (now < state.freshUntil) return 'fresh'
  return now < staleUntil(state) ? 'stale' : 'gone'
}

function staleUntil({ freshUntil, options }: State): number {
  return freshUntil + options.staleIfErrorSeconds * 1000
}

function isAskedInTime({ clock, failure, fetching, freshUntil }: State): boolean {
  const startedAt = fetching?.startedAt
  if (failure === undefined) return startedAt !== undefined && startedAt < freshUntil
  // A timer may be a moment late.
  return (startedAt ?? clock.monotonic()) < failure.nextAttemptAt + MIN_BACK_OFF_SECONDS * 1000
}

/** Each waiting request gets a refusal of its own, which says when a new attempt makes sense. */
function refusalFor(
  { clock }: State,
  { error, nextAttemptAt }: KeySetFailure,
  hint: string | undefined = error.hint
): ProtectedResourceError {
  const retryAfterSeconds = Math.max(1, Math.ceil((nextAttemptAt - clock.monotonic()) / 1000))
  return new ProtectedResourceError(error.code, { hint, cause: error.cause, retryAfterSeconds })
}

function joinFetch(state: State): Promise<KeySet> {
  if (state.fetching !== undefined) return state.fetching.keySet
  state.fetches += 1
  const startedAt = state.clock.monotonic()
  const keySet = fetchOnce(state, startedAt).finally(() => {
    state.fetching = undefined
  })
  state.fetching = { keySet, startedAt }
  return keySet
}

async function fetchOnce(state: State, startedAt: number): Promise<KeySet> {
  try {
    return storeKeySet(state, await state.fetchKeySet(), startedAt)
  } catch (error) {
    throw refusalFor(state, recordFailure(state, error))
  }
}

function storeKeySet(state: State, { keySet, lifeSeconds }: FetchedKeySet, startedAt: number): KeySet {
  const { clock, issuer, keySet: previous, options } = state
  if (state.isClosed) return keySet
  const ttlSeconds = lifetimeSeconds(lifeSeconds ?? options.ttlSeconds)
  // The same keys again: the set stays the same object, so what was verified with it stays verified.
  const next = previous?.fingerprint === keySet.fingerprint ? previous : keySet
  state.keySet = next
  state.obtainedAt = startedAt
  state.obtainedBy = state.fetches
  // A whole number, which is read faster.
  state.freshUntil = Math.floor(startedAt + ttlSeconds * 1000)
  state.failure = undefined
  state.reported = 'fresh'
  if (next !== previous && hasListeners()) {
    const [added, removed] = [kidsBeyond(next, previous), kidsBeyond(previous, next)]
    publish({ type: 'key_set_replaced', issuer, added, removed })
  }
  const tookSeconds = (clock.monotonic() - startedAt) / 1000
  fetchLater(state, Math.max(MIN_BACK_OFF_SECONDS, refreshSeconds(ttlSeconds) - tookSeconds))
  return next
}

function recordFailure(state: State, cause: unknown): KeySetFailure {
  const isRefusal = isProtectedResourceError(cause)
  const error = isRefusal ? cause : new ProtectedResourceError('jwks_unreachable', { cause })
  const count = (state.failure?.count ?? 0) + 1
  const delaySeconds = backOffSeconds(count, error.retryAfterSeconds)
  const at = state.clock.monotonic()
  state.failure = { error, count, at, nextAttemptAt: at + delaySeconds * 1000 }
  fetchLater(state, delaySeconds)
  // Without requests, nothing else reports it.
  report(state)
  return state.failure
}

function fetchLater(state: State, seconds: number): void {
  state.cancelTimer?.()
  if (state.isClosed) return
  // Even during a back-off: a timer may fire a moment early, and no other one tries again. A failure is already
  // recorded and published.
  const fetchNow = (): void => void joinFetch(state).catch(() => undefined)
  state.cancelTimer = state.clock.schedule(fetchNow, seconds * 1000)
}

/** Publishes that the set has expired; once for each phase and outage. */
function report(state: State): void {
  const { issuer, clock, obtainedAt } = state
  const now = clock.monotonic()
  const phase = phaseAt(state, now)
  if (phase === state.reported || (phase !== 'stale' && phase !== 'gone')) return
  state.reported = phase
  if (!hasListeners()) return
  const ageSeconds = (now - obtainedAt) / 1000
  const remainingSeconds = (staleUntil(state) - now) / 1000
  if (phase === 'gone') publish({ type: 'key_set_expired', issuer, ageSeconds })
  else publish({ type: 'key_set_stale', issuer, ageSeconds, remainingSeconds })
}
