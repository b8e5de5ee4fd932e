import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'

/** Most issuers that are alive at one time and have signed a token that was verified. */
export const MAX_LIVE_ISSUERS = 100

/** Most issuers that are alive beside those: anyone can name them in a token. */
export const MAX_UNPROVEN_ISSUERS = 100

/** How many of those may give way to others within a window. */
export const DISPLACEMENTS_PER_WINDOW = 100

/** How long that window is, in seconds. */
export const DISPLACEMENT_WINDOW_SECONDS = 30

/** What is kept of issuers that are alive. */
export interface LiveIssuers<Entry> {
  /** The entry of an issuer, which counts as used by that. */
  get(issuer: string): Entry | undefined
  peek(issuer: string): Entry | undefined
  /** Whether a token of the issuer was verified. */
  isProven(issuer: string): boolean
  /** Whether there is room for one more of which no token was verified, or one that may give way to it now. */
  hasRoom(): boolean
  /** Keeps an entry, in place of an earlier one; that is not ended. */
  keep(issuer: string, entry: Entry): void
  /** Says that a token of the issuer was verified: then none displaces it of which none was. */
  prove(issuer: string): void
  /** Ends an entry. */
  remove(issuer: string): void
  names(): readonly string[]
  entries(): readonly Entry[]
}

/**
 * Makes the memory of live issuers. The longest unused leaves first, and in two parts, since anyone can name
 * an issuer in a token and have its keys fetched: one of which no token was verified takes the place only of
 * such another one, and not often.
 *
 * @param end Ends what leaves.
 * @param clock The clock.
 * @returns The memory.
 */
export function createLiveIssuers<Entry extends object>(
  end: (entry: Entry) => void,
  clock: Clock
): LiveIssuers<Entry> {
  const unproven = createPart(MAX_UNPROVEN_ISSUERS, end)
  const proven = createPart(MAX_LIVE_ISSUERS, end)
  const mayDisplace = createAllowance(clock)
  const peek = (issuer: string): Entry | undefined => proven.peek(issuer) ?? unproven.peek(issuer)
  return {
    get: (issuer) => proven.get(issuer) ?? unproven.get(issuer),
    peek,
    isProven: (issuer) => proven.has(issuer),
    hasRoom: () => unproven.size < MAX_UNPROVEN_ISSUERS || mayDisplace(),
    keep: (issuer, entry) => void (proven.has(issuer) ? proven : unproven).set(issuer, entry),
    prove(issuer) {
      const entry = unproven.peek(issuer)
      if (entry === undefined) return
      unproven.delete(issuer)
      proven.set(issuer, entry)
    },
    remove(issuer) {
      const entry = peek(issuer)
      proven.delete(issuer)
      unproven.delete(issuer)
      if (entry !== undefined) end(entry)
    },
    names: () => [...proven.keys(), ...unproven.keys()],
    entries: () => [...proven.values(), ...unproven.values()]
  }
}

/** What leaves by itself is ended here; what is taken out, or replaced, is for whoever does that. */
function createPart<Entry extends object>(max: number, end: (entry: Entry) => void): LRUCache<string, Entry> {
  return new LRUCache({
    max,
    dispose: (entry, _issuer, reason) => {
      if (reason === 'evict') end(entry)
    }
  })
}

/** So many times within a window, and no more. */
function createAllowance(clock: Clock): () => boolean {
  let windowEnds = 0
  let left = 0
  return () => {
    const now = clock.monotonic()
    if (now >= windowEnds) {
      windowEnds = now + DISPLACEMENT_WINDOW_SECONDS * 1000
      left = DISPLACEMENTS_PER_WINDOW
    }
    left -= 1
    return left >= 0
  }
}
