import { hasListeners, publish } from '#events'
import type { Clock } from '../clock/clock.ts'
import { within } from '../flow/within.ts'
import type { ResolvedRevocationOptions } from './revocation-options.ts'
import type { Revocations } from './revocations.ts'

/** Reads a shared list at a steady pace. */
export interface ListReader {
  /** Seconds since the whole list was last known; undefined before it was first read. */
  lagSeconds(): number | undefined
  /** Whether the last attempt failed. */
  isFailing(): boolean
  /** Reads what is new: one read for all that wait. Schedules the next one. Never rejects. */
  read(): Promise<void>
  /** Reads no more. */
  close(): void
}

/** The longest wait for one call of the list, in milliseconds, for a list without a deadline of its own. */
export const CALL_MILLISECONDS = 5000

/** The longest pause between two attempts to read, in milliseconds. */
const MAX_PAUSE = 1000

/**
 * Creates the reader of a shared list. What it reads it adds to the local list.
 *
 * @param local The local list.
 * @param options The shared list, and the pace.
 * @param clock The clock.
 * @returns The reader. It reads nothing before it is asked to.
 */
export function createListReader(
  local: Revocations,
  { list, pollSeconds }: ResolvedRevocationOptions,
  clock: Clock
): ListReader {
  let position: string | undefined
  let currentAt: number | undefined
  let reading: Promise<void> | undefined
  let cancelTimer = (): void => undefined
  let failures = 0
  let isClosed = false

  const lagSeconds = (): number | undefined =>
    currentAt === undefined ? undefined : (clock.monotonic() - currentAt) / 1000

  async function readPages(): Promise<void> {
    for (;;) {
      const startedAt = clock.monotonic()
      const page = await within(list.read(position), CALL_MILLISECONDS, clock)
      for (const entry of page.entries) local.add(entry)
      position = page.position
      if (!page.isComplete && page.entries.length === 0) throw new Error(STUCK)
      if (!page.isComplete) continue
      currentAt = startedAt
      failures = 0
      return
    }
  }

  function recordFailure(cause: unknown): void {
    failures += 1
    if (failures === 1 && hasListeners())
      publish({ type: 'revocations_unreadable', lagSeconds: lagSeconds(), cause })
  }

  function scheduleNext(): void {
    reading = undefined
    if (!isClosed) cancelTimer = clock.schedule(() => void read(), pauseAfter(failures, pollSeconds))
  }

  function read(): Promise<void> {
    cancelTimer()
    reading ??= readPages().catch(recordFailure).then(scheduleNext)
    return reading
  }

  return {
    lagSeconds,
    isFailing: () => failures > 0,
    read: () => (isClosed ? Promise.resolve() : read()),
    close() {
      isClosed = true
      cancelTimer()
    }
  }
}

function pauseAfter(failures: number, pollSeconds: number): number {
  const pace = pollSeconds * 1000
  return Math.min(pace * 2 ** failures, Math.max(MAX_PAUSE, pace))
}

const STUCK = 'the shared list returned a page that is neither complete nor has entries'
