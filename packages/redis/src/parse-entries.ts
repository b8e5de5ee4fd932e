import { RedisUnavailableError } from './redis-unavailable-error.ts'
import type { RevocationEntry } from './revocation-entry.ts'

/** An entry and its id in the stream. */
export interface StreamEntry {
  readonly id: string
  readonly entry: RevocationEntry
}

/**
 * Parses the reply of `XRANGE`. An entry that is not understood is an outage: to skip it could admit a
 * revoked token.
 *
 * @param reply The reply.
 * @returns The entries, oldest first.
 * @throws {RedisUnavailableError} `reply`, if it is not a list of entries.
 */
export function parseEntries(reply: unknown): readonly StreamEntry[] {
  if (!Array.isArray(reply)) throw new RedisUnavailableError('reply')
  return reply.map(parseEntry)
}

function parseEntry(item: unknown): StreamEntry {
  const [id, words] = listOf(item)
  if (typeof id !== 'string' || !Array.isArray(words)) throw new RedisUnavailableError('reply')
  const key: unknown = valueOf(words, 'k')
  const untilSeconds = Number(valueOf(words, 'u'))
  const issued = valueOf(words, 'i')
  const issuedUntil = issued === undefined ? undefined : Number(issued)
  if (typeof key !== 'string' || !Number.isFinite(untilSeconds) || Number.isNaN(issuedUntil))
    throw new RedisUnavailableError('reply')
  return { id, entry: { key, issuedUntil, untilSeconds } }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Fields and values take turns. */
function valueOf(words: readonly unknown[], field: string): unknown {
  const at = words.findIndex((word, index) => index % 2 === 0 && word === field)
  return at < 0 ? undefined : words[at + 1]
}
