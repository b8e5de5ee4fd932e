import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.ts'
import {
  REFETCHES_PER_WINDOW,
  REFETCH_WINDOW_SECONDS,
  UNKNOWN_KIDS,
  UNKNOWN_KID_MEMORY_SECONDS
} from './limits.ts'

/** What keeps tokens, which anyone can send, from making us fetch without end. */
export interface RefetchBudget {
  /** Takes one fetch out of the budget of the window, and tells whether there was one. */
  take(): boolean
  /** Remembers that a freshly fetched set does not have this key. */
  rememberUnknown(keyName: string): void
  /** Whether a set that was fetched a short while ago did not have this key. */
  isKnownUnknown(keyName: string): boolean
}

/**
 * Makes the budget of one issuer.
 *
 * @param clock The clock.
 * @returns The budget.
 */
export function createRefetchBudget(clock: Clock): RefetchBudget {
  const spent: number[] = []
  const unknown = new LRUCache<string, true>({
    max: UNKNOWN_KIDS,
    ttl: UNKNOWN_KID_MEMORY_SECONDS * 1000,
    ttlResolution: 0,
    perf: { now: () => clock.monotonic() }
  })
  return {
    take() {
      const now = clock.monotonic()
      while (spent[0] !== undefined && spent[0] <= now - REFETCH_WINDOW_SECONDS * 1000) spent.shift()
      if (spent.length >= REFETCHES_PER_WINDOW) return false
      spent.push(now)
      return true
    },
    rememberUnknown: (keyName) => void unknown.set(keyName, true),
    isKnownUnknown: (keyName) => unknown.has(keyName)
  }
}
