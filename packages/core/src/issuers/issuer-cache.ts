import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'
import { createBudget } from '../flow/budget.ts'

/** Most issuers that are alive at one time and have signed a token that was verified. */
export const MAX_LIVE_ISSUERS = 100

/** Most issuers that are alive beside those: anyone can name them in a token, and many begin at once. */
export const MAX_UNVERIFIED_ISSUERS = 1000

/** How many of those may give way to others within a window. */
export const EVICTIONS_PER_WINDOW = 100

/** How long that window is, in seconds. */
export const EVICTION_WINDOW_SECONDS = 30

/** After how many seconds without a token it is asked whether an issuer is still trusted. */
export const IDLE_ISSUER_SECONDS = 1200

/** What live issuers are kept with. */
export interface LiveIssuersParts<Entry> {
  /** Ends what leaves. */
  readonly end: (entry: Entry) => void
  /** Asks whether an issuer is still trusted, and has its entry kept anew or removed; or fails to find out. */
  readonly ask: (issuer: string) => Promise<unknown>
  readonly clock: Clock
}

/** What is kept of issuers that are alive. */
export interface IssuerCache<Entry> {
  /** The entry of an issuer, which counts as used by that. */
  get(issuer: string): Entry | undefined
  peek(issuer: string): Entry | undefined
  /** Takes room for one more of which no token was verified; false where none may give way to it now. */
  tryReserve(): boolean
  /** Keeps an entry, in place of an earlier one, which is not ended. */
  keep(issuer: string, entry: Entry): void
  /** Says that a token of the issuer was verified: then none displaces it of which none was. */
  prove(issuer: string): void
  /** Ends an entry. */
  remove(issuer: string): void
  names(): readonly string[]
  entries(): readonly Entry[]
}

interface Kept<Entry> {
  readonly entry: Entry
  cancelTimer: () => void
}

/**
 * Makes the memory of live issuers. The longest unused leaves first, and in two parts, since anyone can name
 * an issuer in a token and have its keys fetched: one of which no token was verified takes the place only of
 * such another one, and not often. Where no token of an issuer comes any more, it is forgotten, or asked
 * about: nobody else would find out that it is trusted no longer.
 *
 * @param parts What it is made of.
 * @returns The memory.
 */
export function createIssuerCache<Entry>({ end, ask, clock }: LiveIssuersParts<Entry>): IssuerCache<Entry> {
  const unproven = createPart(MAX_UNVERIFIED_ISSUERS, finish)
  const proven = createPart(MAX_LIVE_ISSUERS, finish)
  const displacements = createBudget({ times: EVICTIONS_PER_WINDOW, seconds: EVICTION_WINDOW_SECONDS }, clock)
  const peek = (issuer: string): Kept<Entry> | undefined => proven.peek(issuer) ?? unproven.peek(issuer)

  function finish({ entry, cancelTimer }: Kept<Entry>): void {
    cancelTimer()
    end(entry)
  }

  function remove(issuer: string): void {
    const kept = peek(issuer)
    proven.delete(issuer)
    unproven.delete(issuer)
    if (kept !== undefined) finish(kept)
  }

  function askWhenIdle(issuer: string): () => void {
    const askOrForget = (): void => {
      const kept = proven.peek(issuer)
      if (kept === undefined) return remove(issuer)
      // Without an answer it stays, and the next question comes later.
      ask(issuer).catch(() => {
        if (peek(issuer) === kept) kept.cancelTimer = askWhenIdle(issuer)
      })
    }
    return clock.schedule(askOrForget, IDLE_ISSUER_SECONDS * 1000)
  }

  return {
    get: (issuer) => (proven.get(issuer) ?? unproven.get(issuer))?.entry,
    peek: (issuer) => peek(issuer)?.entry,
    tryReserve: () => unproven.size < MAX_UNVERIFIED_ISSUERS || displacements.take(),
    keep(issuer, entry) {
      peek(issuer)?.cancelTimer()
      const part = proven.has(issuer) ? proven : unproven
      part.set(issuer, { entry, cancelTimer: askWhenIdle(issuer) })
    },
    prove(issuer) {
      const kept = unproven.peek(issuer)
      if (kept === undefined) return
      unproven.delete(issuer)
      proven.set(issuer, kept)
    },
    remove,
    names: () => [...proven.keys(), ...unproven.keys()],
    entries: () => [...proven.values(), ...unproven.values()].map(({ entry }) => entry)
  }
}

/** What leaves by itself is ended here; what is taken out, or replaced, is for whoever does that. */
function createPart<Entry>(max: number, end: (kept: Kept<Entry>) => void): LRUCache<string, Kept<Entry>> {
  return new LRUCache({
    max,
    dispose: (kept, _issuer, reason) => {
      if (reason === 'evict') end(kept)
    }
  })
}
