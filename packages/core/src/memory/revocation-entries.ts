import type { Clock } from '../clock/clock.ts'
import type { RevocationEntry } from './revocation-list.ts'

/** An entry that has not expired. */
export interface LocalEntry {
  /** Wall-clock seconds: tokens that were issued later are not concerned. */
  readonly issuedUntil: number
  /** Monotonic milliseconds until which the entry is kept. */
  readonly until: number
}

/** Entries by key. */
export interface RevocationEntries {
  /** Number of entries. */
  readonly size: number
  /** Adds an entry. It is never withdrawn by a later one with the same key, even if that is shorter. */
  add(entry: RevocationEntry): void
  /** Returns an entry that has not expired. */
  find(key: string): LocalEntry | undefined
}

/** How often expired entries are removed, in milliseconds. */
const CLEAR_EVERY = 60_000

/**
 * Creates an empty collection. It is as large as what the application revokes: no request adds to it, and
 * nothing is evicted before its time.
 *
 * @param clock The clock.
 * @returns The collection.
 */
export function createRevocationEntries(clock: Clock): RevocationEntries {
  const entries = new Map<string, LocalEntry>()
  let clearedAt = clock.monotonic()

  function clearExpired(now: number): void {
    if (now < clearedAt + CLEAR_EVERY) return
    clearedAt = now
    for (const [key, { until }] of entries) if (until <= now) entries.delete(key)
  }

  function find(key: string): LocalEntry | undefined {
    const entry = entries.get(key)
    return entry !== undefined && clock.monotonic() < entry.until ? entry : undefined
  }

  return {
    get size() {
      return entries.size
    },
    find,
    add({ key, issuedUntil = Infinity, untilSeconds }) {
      const now = clock.monotonic()
      clearExpired(now)
      const until = now + (untilSeconds - clock.now()) * 1000
      if (until <= now) return
      const earlier = find(key)
      entries.set(key, {
        issuedUntil: Math.max(issuedUntil, earlier?.issuedUntil ?? 0),
        until: Math.max(until, earlier?.until ?? 0)
      })
    }
  }
}
