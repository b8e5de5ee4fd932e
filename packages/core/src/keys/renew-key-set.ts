import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { backOffSeconds } from './back-off.ts'
import {
  currentKeySet,
  isBackingOff,
  refuseUntilRenewed,
  phaseOf,
  report,
  type FetchedKeySet,
  type KeySetFailure,
  type KeySetLife
} from './key-set-life.ts'
import type { KeySet } from './key-set.ts'
import {
  MAX_TTL_SECONDS,
  MIN_BACK_OFF_SECONDS,
  MIN_TTL_SECONDS,
  REFRESH_AT,
  REFRESH_JITTER
} from './limits.ts'

/**
 * The set that may be used; waits for a fetch where there is none.
 *
 * @param life The life.
 * @returns The set.
 * @throws {ProtectedResourceError} Where no set can be had: a 503.
 */
export async function obtainKeySet(life: KeySetLife): Promise<KeySet> {
  const usable = currentKeySet(life)
  if (usable !== undefined) return usable
  try {
    return await renewKeySet(life)
  } catch (error) {
    const fallback = currentKeySet(life)
    if (fallback !== undefined) return fallback
    throw error
  }
}

/**
 * Fetches the set now, or joins the fetch that is under way: there is never more than one, however many wait.
 *
 * @param life The life.
 * @returns The fetched set.
 * @throws {ProtectedResourceError} Where the fetch fails, or failed too short a while ago to try again.
 */
export function renewKeySet(life: KeySetLife): Promise<KeySet> {
  const { failure } = life
  if (failure !== undefined && isBackingOff(life)) return Promise.reject(refuseUntilRenewed(life, failure))
  return joinFetch(life)
}

/**
 * Ends a life: no timer runs any more, and what was verified with its keys is known no more. Who waits for
 * its keys at this moment still gets them.
 *
 * @param life The life.
 */
export function endLife(life: KeySetLife): void {
  life.closed = true
  replace(life, undefined)
  life.cancelTimer?.()
  life.cancelTimer = undefined
}

function joinFetch(life: KeySetLife): Promise<KeySet> {
  if (life.fetching !== undefined) return life.fetching.keySet
  life.fetches += 1
  const startedAt = life.clock.monotonic()
  const keySet = fetchOnce(life, startedAt).finally(() => {
    life.fetching = undefined
  })
  life.fetching = { keySet, startedAt }
  return keySet
}

async function fetchOnce(life: KeySetLife, startedAt: number): Promise<KeySet> {
  try {
    return settle(life, await life.fetchKeySet(), startedAt)
  } catch (error) {
    throw refuseUntilRenewed(life, fail(life, error))
  }
}

function settle(life: KeySetLife, { keySet, lifeSeconds }: FetchedKeySet, startedAt: number): KeySet {
  if (life.closed) return keySet
  const ttlSeconds = Math.min(
    Math.max(lifeSeconds ?? life.options.ttlSeconds, MIN_TTL_SECONDS),
    MAX_TTL_SECONDS
  )
  const previous = life.keySet
  // The same keys again: the set stays the very same object, and what was verified with it stays verified.
  const next = previous?.fingerprint === keySet.fingerprint ? previous : keySet
  replace(life, next)
  Object.assign(life, {
    obtainedAt: startedAt,
    obtainedBy: life.fetches,
    // A whole number, which is read faster.
    freshUntil: Math.floor(startedAt + ttlSeconds * 1000),
    failure: undefined,
    reported: 'fresh'
  } satisfies Partial<KeySetLife>)
  if (life.decidesAlone) next.unaskedUntil = life.freshUntil
  if (next !== previous) life.observer.replaced(next, previous)
  const refreshSeconds = ttlSeconds * REFRESH_AT * (1 + (Math.random() * 2 - 1) * REFRESH_JITTER)
  const tookSeconds = (life.clock.monotonic() - startedAt) / 1000
  renewLater(life, Math.max(MIN_BACK_OFF_SECONDS, refreshSeconds - tookSeconds))
  return next
}

function fail(life: KeySetLife, cause: unknown): KeySetFailure {
  const error =
    cause instanceof ProtectedResourceError
      ? cause
      : new ProtectedResourceError('jwks_unreachable', { cause })
  const count = (life.failure?.count ?? 0) + 1
  const delaySeconds = backOffSeconds(count, error.retryAfterSeconds)
  const at = life.clock.monotonic()
  const failure = { error, count, at, nextAttemptAt: at + delaySeconds * 1000 }
  life.failure = failure
  renewLater(life, delaySeconds)
  // Where no request comes, nobody else would say so.
  const phase = phaseOf(life)
  if (phase === 'stale' || phase === 'gone') report(life, phase)
  return failure
}

function renewLater(life: KeySetLife, seconds: number): void {
  life.cancelTimer?.()
  if (life.closed) return
  // Whatever the back-off says: a timer may fire a moment early, and there is no other one to try again. A
  // failure is no news here: it is kept in the life, and published.
  life.cancelTimer = life.clock.schedule(() => void joinFetch(life).catch(() => undefined), seconds * 1000)
}

/** Whoever remembers the one that goes must not use it any more. */
function replace(life: KeySetLife, next: KeySet | undefined): void {
  if (life.keySet !== undefined) life.keySet.unaskedUntil = 0
  life.keySet = next
}
