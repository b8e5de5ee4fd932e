import type { Clock } from '../clock/clock.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { backOffSeconds } from './back-off.ts'
import type { ResolvedKeyOptions } from './key-options.ts'
import type { KeySet } from './key-set.ts'
import {
  MAX_TTL_SECONDS,
  MIN_BACK_OFF_SECONDS,
  MIN_TTL_SECONDS,
  REFRESH_AT,
  REFRESH_JITTER
} from './limits.ts'

/** A freshly fetched key set. */
export interface FetchedKeySet {
  readonly keySet: KeySet
  /** The life that the server states, if it does. */
  readonly lifeSeconds: number | undefined
}

/** Who wants to know what happens to a key set. */
export interface KeySetObserver {
  replaced(next: KeySet, previous: KeySet | undefined): void
  stale(ageSeconds: number, remainingSeconds: number): void
  gaveUp(ageSeconds: number): void
}

/** What a life cycle is made of. */
export interface KeySetLifeParts {
  /** Fetches the set; rejects with a `ProtectedResourceError`. */
  readonly fetchKeySet: () => Promise<FetchedKeySet>
  readonly clock: Clock
  readonly options: ResolvedKeyOptions
  /** Is told what happens, for events. */
  readonly observer: KeySetObserver
  /** Whether nothing but the life of a set decides about it, so that a fresh one may be used unasked. */
  readonly decidesAlone: boolean
}

/** A fetch that is under way. */
interface Fetching {
  readonly keySet: Promise<KeySet>
  /** Monotonic milliseconds. */
  readonly startedAt: number
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
 * Where a set is in its life: `cold`, nothing was fetched yet; `fresh`; `stale`, its life is over and the
 * issuer could not be reached since; `gone`, stale for too long.
 */
export type KeySetPhase = 'cold' | 'fresh' | 'stale' | 'gone'

/**
 * The life of one issuer's key set: cold, fresh, ageing, unreachable, replaced (`docs/keys.md` draws it). A
 * record with functions around it; nobody else writes to it. All time in it is monotonic, in milliseconds.
 */
export interface KeySetLife extends KeySetLifeParts {
  keySet: KeySet | undefined
  obtainedAt: number
  /** Which fetch has brought the set, counted as `fetches` counts. */
  obtainedBy: number
  freshUntil: number
  failure: KeySetFailure | undefined
  reported: KeySetPhase
  fetching: Fetching | undefined
  /** How many fetches were begun. What a fetch does not bring was not there only if it began late enough. */
  fetches: number
  cancelTimer: (() => void) | undefined
  closed: boolean
}

/**
 * Starts a life. Nothing is fetched before it is asked for.
 *
 * @param parts What it is made of.
 * @returns The life.
 */
export function startLife(parts: KeySetLifeParts): KeySetLife {
  return {
    ...parts,
    keySet: undefined,
    obtainedAt: 0,
    obtainedBy: 0,
    freshUntil: 0,
    failure: undefined,
    reported: 'cold',
    fetching: undefined,
    fetches: 0,
    cancelTimer: undefined,
    closed: false
  }
}

/**
 * Tells where the set is in its life.
 *
 * @param life The life.
 * @param now The moment, for whoever has read the clock already.
 * @returns The phase.
 */
export function phaseOf(life: KeySetLife, now: number = life.clock.monotonic()): KeySetPhase {
  if (life.keySet === undefined) return 'cold'
  if (now < life.freshUntil) return 'fresh'
  return now < staleUntil(life) ? 'stale' : 'gone'
}

/**
 * The set that may be used without waiting. One whose life is over serves while the issuer was asked in time:
 * it could not be reached, and is asked again when it is due. Where it is long due, since no timer fired in a
 * process that was frozen, the issuer is to be asked first.
 *
 * @param life The life.
 * @param now The moment, for whoever has read the clock already.
 * @returns The set, or undefined.
 */
export function currentKeySet(life: KeySetLife, now?: number): KeySet | undefined {
  const phase = phaseOf(life, now)
  if (phase === 'fresh') return life.keySet
  if (phase === 'cold') return undefined
  if (life.failure !== undefined) report(life, phase)
  return phase === 'stale' && isAskedInTime(life) ? life.keySet : undefined
}

function isAskedInTime({ clock, failure, fetching, freshUntil }: KeySetLife): boolean {
  if (failure === undefined) return fetching !== undefined && fetching.startedAt < freshUntil
  // A timer may be a moment late.
  return (fetching?.startedAt ?? clock.monotonic()) < failure.nextAttemptAt + MIN_BACK_OFF_SECONDS * 1000
}

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
  if (failure !== undefined && isBackingOff(life)) return Promise.reject(refuse(life, failure))
  return joinFetch(life)
}

/**
 * Tells whether the issuer is left in peace after a failure.
 *
 * @param life The life.
 * @returns Whether it is; false while a fetch is under way.
 */
export function isBackingOff({ clock, failure, fetching }: KeySetLife): boolean {
  return fetching === undefined && failure !== undefined && clock.monotonic() < failure.nextAttemptAt
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
    throw refuse(life, fail(life, error))
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

/** Each waiting request gets an error of its own, which says when a new attempt makes sense. */
function refuse(life: KeySetLife, { error, nextAttemptAt }: KeySetFailure): ProtectedResourceError {
  const retryAfterSeconds = Math.max(1, Math.ceil((nextAttemptAt - life.clock.monotonic()) / 1000))
  const { code, cause, hint } = error
  return new ProtectedResourceError(code, {
    cause,
    retryAfterSeconds,
    ...(hint === undefined ? {} : { hint })
  })
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

function staleUntil(life: KeySetLife): number {
  return life.freshUntil + life.options.staleWhileUnreachableSeconds * 1000
}

/** Once per phase and outage. */
function report(life: KeySetLife, phase: 'stale' | 'gone'): void {
  if (life.reported === phase) return
  life.reported = phase
  const now = life.clock.monotonic()
  const ageSeconds = (now - life.obtainedAt) / 1000
  if (phase === 'gone') life.observer.gaveUp(ageSeconds)
  else life.observer.stale(ageSeconds, (staleUntil(life) - now) / 1000)
}
