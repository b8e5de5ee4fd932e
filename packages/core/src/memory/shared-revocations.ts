import type { Clock } from '../clock/clock.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { TIME_IS_OVER, within } from '../flow/within.ts'
import { CALL_MILLISECONDS, createListReader } from './list-reader.ts'
import type { RevocationEntry } from './revocation-list.ts'
import type { ResolvedRevocationOptions } from './revocation-options.ts'
import type { Revocations } from './revocations.ts'

/** The state of the shared list of revocations, as this process sees it. */
export interface RevocationsReadiness {
  /**
   * `ready`: it was read within `maxLagSeconds`. `stale`: it was not, and requests are served. `down`: it was
   * not, and requests are refused; or the list was never read.
   */
  readonly status: 'ready' | 'stale' | 'down'
  /** Seconds since the whole list was last known; undefined before it was first read. */
  readonly lagSeconds: number | undefined
  /** Number of revocations in this process. */
  readonly entryCount: number
}

/** Follows a shared list of revocations. */
export interface SharedRevocations {
  /** Whether the list was read recently enough to decide about a request. */
  isCurrent(): boolean
  /**
   * Requires that the list was read recently enough. Waits for one read if it was not.
   *
   * @throws {ProtectedResourceError} `revocation_unavailable`, if the options refuse requests then.
   */
  requireCurrent(): Promise<void>
  /**
   * Appends an entry to the shared list.
   *
   * @throws {ProtectedResourceError} `revocation_unavailable`, if the list does not confirm it in time.
   */
  append(entry: RevocationEntry): Promise<void>
  /** Starts to follow the list, and resolves after the first attempt to read it. Never rejects. */
  start(): Promise<void>
  /** Returns the state. */
  status(): RevocationsReadiness
  /** Stops following the list. */
  close(): void
}

/**
 * Follows a shared list of revocations: reads what is new at a steady pace, and adds it to the local list,
 * which alone decides about requests. A read that fails is tried again; what was read before stays in
 * effect.
 *
 * @param local The local list.
 * @param options The shared list, and what to do if it cannot be read.
 * @param clock The clock.
 * @returns The follower. It reads nothing before `start` or `requireCurrent`.
 */
export function followRevocations(
  local: Revocations,
  options: ResolvedRevocationOptions,
  clock: Clock
): SharedRevocations {
  const { list, maxLagSeconds, onLag } = options
  const reader = createListReader(local, options, clock)
  let isClosed = false
  const isRecent = (): boolean => (reader.lagSeconds() ?? Infinity) <= maxLagSeconds

  return {
    isCurrent: () => onLag === 'serve' || isRecent(),
    async requireCurrent() {
      if (isClosed || isRecent()) return
      // After a failure the timer tries again, and requests do not wait for it.
      if (!reader.isFailing()) await reader.read()
      if (isRecent() || onLag === 'serve') return
      throw new ProtectedResourceError('revocation_unavailable', { hint: HINT_LAG })
    },
    async append(entry) {
      try {
        await within(list.append(entry), CALL_MILLISECONDS, clock)
      } catch (error) {
        const cause = error === TIME_IS_OVER ? undefined : error
        throw new ProtectedResourceError('revocation_unavailable', { hint: HINT_APPEND, cause })
      }
    },
    start: () => (isRecent() ? Promise.resolve() : reader.read()),
    status() {
      const lagSeconds = reader.lagSeconds()
      const status = isRecent() ? 'ready' : lagSeconds !== undefined && onLag === 'serve' ? 'stale' : 'down'
      return { status, lagSeconds, entryCount: local.size }
    },
    close() {
      isClosed = true
      reader.close()
    }
  }
}

const HINT_LAG =
  'the shared list of revocations cannot be read, or was last read more than "maxLagSeconds" ago'
const HINT_APPEND =
  'the shared list did not confirm the revocation, so it is in effect only in this process: try again'
