import { parseEntries, type StreamEntry } from './parse-entries.ts'
import type { SendCommand } from './redis-options.ts'
import type { RevocationEntry } from './revocation-entry.ts'

/** A part of the list. */
export interface RevocationPage {
  /** The entries, oldest first. */
  readonly entries: readonly RevocationEntry[]
  /** The position after the last entry, for the next `read`. */
  readonly position: string
  /** Whether the list had no more entries than these. */
  readonly isComplete: boolean
}

/** The list of revocations that all processes share. */
export interface RedisRevocations {
  /**
   * Appends an entry.
   *
   * @param entry The entry.
   * @throws {RedisUnavailableError} If Redis does not confirm in time. The list can contain the entry
   *   nevertheless.
   */
  append(entry: RevocationEntry): Promise<void>
  /**
   * Reads the entries appended after a position, up to 1,000. Without a position, or with one that the list
   * no longer has (trimmed, flushed, failed over), starts with the oldest entry.
   *
   * @param position The position of the previous page.
   * @returns The next page.
   * @throws {RedisUnavailableError} If Redis does not answer in time, or with an error.
   */
  read(position?: string): Promise<RevocationPage>
}

/** The position before the first entry. */
const START = '0-0'

const PAGE = 1000

/** How often a process removes entries that have expired, in milliseconds. */
const SWEEP_EVERY = 60_000

/** How far clocks of processes may differ, in seconds: an entry is removed this much later. */
const SKEW_SECONDS = 300

/**
 * Creates the list as one Redis stream: `XADD` appends, `XRANGE` reads from a position. Nothing is lost while
 * a process is disconnected, unlike with pub/sub.
 *
 * @param send Sends commands within the deadline.
 * @param prefix The prefix of the key.
 * @returns The list.
 */
export function createRevocationStream(send: SendCommand, prefix: string): RedisRevocations {
  const key = `${prefix}:revocations`
  const range = async (start: string, count: number): Promise<readonly StreamEntry[]> =>
    parseEntries(await send(['XRANGE', key, start, '+', 'COUNT', String(count)]))
  const sweep = createSweep(send, key, range)

  return {
    async append({ key: revoked, issuedUntil, untilSeconds }) {
      const issued = issuedUntil === undefined ? [] : ['i', String(issuedUntil)]
      await send(['XADD', key, '*', 'k', revoked, 'u', String(Math.ceil(untilSeconds)), ...issued])
      // Only room is at stake: the next sweep makes up for one that fails.
      sweep().catch(() => undefined)
    },
    async read(position = START) {
      if (position !== START) {
        // The entry at the position comes along and proves that the list continues from it.
        const [known, ...later] = await range(position, PAGE + 1)
        if (known?.id === position) return pageOf(later, position)
      }
      return pageOf(await range('-', PAGE), START)
    }
  }
}

function pageOf(entries: readonly StreamEntry[], position: string): RevocationPage {
  return {
    entries: entries.map(({ entry }) => entry),
    position: entries.at(-1)?.id ?? position,
    isComplete: entries.length < PAGE
  }
}

type Range = (start: string, count: number) => Promise<readonly StreamEntry[]>

/** Walks through the stream, a page a minute, and removes what has expired. */
function createSweep(send: SendCommand, key: string, range: Range): () => Promise<void> {
  let start = '-'
  let sweptAt = 0
  return async () => {
    const now = Date.now()
    if (now < sweptAt + SWEEP_EVERY) return
    sweptAt = now
    const page = await range(start, PAGE)
    // The newest entry stays: processes continue from its position.
    const candidates = page.slice(0, -1)
    start = page.length < PAGE ? '-' : (page.at(-1)?.id ?? '-')
    const expired = candidates.filter(({ entry }) => entry.untilSeconds + SKEW_SECONDS < now / 1000)
    if (expired.length > 0) await send(['XDEL', key, ...expired.map(({ id }) => id)])
  }
}
