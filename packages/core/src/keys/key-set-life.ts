import type { Clock } from '../clock/clock.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { ResolvedKeyOptions } from './key-options.ts'
import type { KeySet } from './key-set.ts'
import { MIN_BACK_OFF_SECONDS } from './limits.ts'

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
 * record with functions around it: those here tell where it is, those of its renewal move it on, and nobody
 * else writes to it. All time in it is monotonic, in milliseconds.
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
 * Tells whether the issuer is left in peace after a failure.
 *
 * @param life The life.
 * @returns Whether it is; false while a fetch is under way.
 */
export function isBackingOff({ clock, failure, fetching }: KeySetLife): boolean {
  return fetching === undefined && failure !== undefined && clock.monotonic() < failure.nextAttemptAt
}

/**
 * Makes the refusal for a set that could not be fetched; each waiting request gets one of its own, which says
 * when a new attempt makes sense.
 *
 * @param life The life.
 * @param failure The failure.
 * @param hint What the developer is told instead of the hint of the failure.
 * @returns A 503.
 */
export function refuseUntilRenewed(
  { clock }: KeySetLife,
  { error, nextAttemptAt }: KeySetFailure,
  hint: string | undefined = error.hint
): ProtectedResourceError {
  const retryAfterSeconds = Math.max(1, Math.ceil((nextAttemptAt - clock.monotonic()) / 1000))
  return new ProtectedResourceError(error.code, { hint, cause: error.cause, retryAfterSeconds })
}

function staleUntil(life: KeySetLife): number {
  return life.freshUntil + life.options.staleIfErrorSeconds * 1000
}

/**
 * Tells the observer that the life of the set is over; once per phase and outage.
 *
 * @param life The life.
 * @param phase Where the set is.
 */
export function report(life: KeySetLife, phase: 'stale' | 'gone'): void {
  if (life.reported === phase) return
  life.reported = phase
  const now = life.clock.monotonic()
  const ageSeconds = (now - life.obtainedAt) / 1000
  if (phase === 'gone') life.observer.gaveUp(ageSeconds)
  else life.observer.stale(ageSeconds, (staleUntil(life) - now) / 1000)
}
