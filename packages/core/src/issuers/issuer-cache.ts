import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'
import { createBudget } from '../flow/budget.ts'
import type { KeySource } from '../keys/key-source.ts'
import type { AuthorizationServer } from './authorization-server.ts'

/** Maximum number of cached issuers with a verified token. */
export const MAX_VERIFIED_ISSUERS = 100

/** Maximum number of other cached issuers: anyone can name them in a token, and many may start concurrently. */
export const MAX_UNVERIFIED_ISSUERS = 1000

/** How many of those can be evicted within a window. */
export const EVICTIONS_PER_WINDOW = 100

/** Length of that window, in seconds. */
export const EVICTION_WINDOW_SECONDS = 30

/** After how many seconds without a token an issuer is resolved again, or evicted. */
export const IDLE_ISSUER_SECONDS = 1200

/** An authorization server whose issuer a function trusts, for a limited time. */
export interface CachedServer extends AuthorizationServer {
  /** The source of its keys, which may outlive its settings. */
  readonly source: KeySource
  /** Until when its settings can be used without resolving them again, in monotonic milliseconds. */
  usableUntil: number
}

/** Authorization servers by issuer, as a function resolved them. */
export interface IssuerCache {
  /** Returns the server of an issuer, and counts it as used. */
  get(issuer: string): CachedServer | undefined
  peek(issuer: string): CachedServer | undefined
  isVerified(issuer: string): boolean
  /** Reserves a place for an unverified issuer; returns false if none can be evicted for it now. */
  tryReserve(): boolean
  /** Stores a server, instead of an earlier one, which stays open. */
  set(issuer: string, server: CachedServer): void
  /** Marks the issuer as verified, so unverified issuers cannot evict it. */
  markVerified(issuer: string): void
  /** Removes and closes a server. */
  remove(issuer: string): void
  issuers(): readonly string[]
  servers(): readonly CachedServer[]
}

interface Entry {
  readonly server: CachedServer
  cancelTimer: () => void
}

type Segment = LRUCache<string, Entry>

/**
 * Creates a cache that evicts the least recently used issuer. It has two segments, since anyone can name an
 * issuer in a token and cause a fetch of its keys: an issuer without a verified token evicts only others like
 * it, and not often. An issuer without tokens is evicted, or resolved again to find out whether it is still
 * trusted.
 *
 * @param resolveAgain Resolves an issuer, and stores or removes it; rejects if that fails.
 */
export function createIssuerCache(
  clock: Clock,
  resolveAgain: (issuer: string) => Promise<unknown>
): IssuerCache {
  const probationarySegment = createSegment(MAX_UNVERIFIED_ISSUERS)
  const protectedSegment = createSegment(MAX_VERIFIED_ISSUERS)
  const segments = [protectedSegment, probationarySegment]
  const evictions = createBudget({ times: EVICTIONS_PER_WINDOW, seconds: EVICTION_WINDOW_SECONDS }, clock)
  const peek = (issuer: string): Entry | undefined =>
    protectedSegment.peek(issuer) ?? probationarySegment.peek(issuer)

  function remove(issuer: string): void {
    const entry = peek(issuer)
    for (const segment of segments) segment.delete(issuer)
    if (entry !== undefined) close(entry)
  }

  function scheduleIdle(issuer: string): () => void {
    const onIdle = (): void => {
      const entry = protectedSegment.peek(issuer)
      if (entry === undefined) return remove(issuer)
      // If resolving fails, it stays and is resolved later.
      resolveAgain(issuer).catch(() => {
        if (peek(issuer) === entry) entry.cancelTimer = scheduleIdle(issuer)
      })
    }
    return clock.schedule(onIdle, IDLE_ISSUER_SECONDS * 1000)
  }

  return {
    get: (issuer) => (protectedSegment.get(issuer) ?? probationarySegment.get(issuer))?.server,
    peek: (issuer) => peek(issuer)?.server,
    isVerified: (issuer) => protectedSegment.has(issuer),
    tryReserve: () => probationarySegment.size < MAX_UNVERIFIED_ISSUERS || evictions.take(),
    set(issuer, server) {
      peek(issuer)?.cancelTimer()
      const segment = protectedSegment.has(issuer) ? protectedSegment : probationarySegment
      segment.set(issuer, { server, cancelTimer: scheduleIdle(issuer) })
    },
    markVerified(issuer) {
      const entry = probationarySegment.peek(issuer)
      if (entry === undefined) return
      probationarySegment.delete(issuer)
      protectedSegment.set(issuer, entry)
    },
    remove,
    issuers: () => segments.flatMap((segment) => [...segment.keys()]),
    servers: () => segments.flatMap((segment) => [...segment.values()].map(({ server }) => server))
  }
}

/** Closes what it evicts; what is removed or replaced is closed by the caller, if at all. */
function createSegment(max: number): Segment {
  return new LRUCache({
    max,
    dispose: (entry, _issuer, reason) => {
      if (reason === 'evict') close(entry)
    }
  })
}

function close({ server, cancelTimer }: Entry): void {
  cancelTimer()
  server.keys.close()
}
