import type { Clock } from '../clock/clock.ts'
import type { Store } from './store.ts'

/** How many keys this process records; each takes about 100 bytes. */
const MAX_KEYS = 1_000_000

/** Keys that were recorded in one period, and the moments at which the last of them ends. */
interface Bucket {
  readonly keys: Set<string>
  until: number
  untilMonotonic: number
}

/**
 * Creates a memory of keys that were used once, for one process. Keys lie in two buckets, and a bucket is
 * dropped as a whole after its last key has ended: nothing is swept and no timer runs. A key is kept until
 * both clocks say that it has ended, so a wall clock that is corrected frees none too early.
 *
 * @param clock The clock.
 * @param maxKeys How many keys it holds.
 * @returns The memory. `add` throws if it is full.
 */
export function createReplays(clock: Clock, maxKeys: number = MAX_KEYS): Store {
  let current = createBucket()
  let previous = createBucket()

  function turn(now: number, monotonicNow: number): void {
    if (now <= previous.until || monotonicNow <= previous.untilMonotonic) return
    previous = current
    current = createBucket()
  }

  return {
    add(key, untilSeconds) {
      const now = clock.now()
      const monotonicNow = clock.monotonic()
      turn(now, monotonicNow)
      if (current.keys.has(key) || previous.keys.has(key)) return false
      if (current.keys.size + previous.keys.size >= maxKeys) throw new Error(FULL)
      current.keys.add(key)
      current.until = Math.max(current.until, untilSeconds)
      current.untilMonotonic = Math.max(current.untilMonotonic, monotonicNow + (untilSeconds - now) * 1000)
      return true
    }
  }
}

function createBucket(): Bucket {
  return { keys: new Set(), until: -Infinity, untilMonotonic: -Infinity }
}

const FULL = 'the memory of used DPoP proofs is full'
