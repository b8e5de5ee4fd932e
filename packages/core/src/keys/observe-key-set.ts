import { hasListeners, publish } from '#events'
import type { KeySetObserver } from './key-set-life.ts'

/**
 * Makes the observer that publishes what happens to an issuer's key set.
 *
 * @param issuer The issuer.
 * @returns The observer.
 */
export function observeKeySet(issuer: string): KeySetObserver {
  return {
    replaced(next, previous) {
      if (!hasListeners()) return
      const before = previous?.kids ?? []
      const added = next.kids.filter((kid) => !before.includes(kid))
      const removed = before.filter((kid) => !next.kids.includes(kid))
      publish({ type: 'key_set_replaced', issuer, added, removed })
    },
    stale(ageSeconds, remainingSeconds) {
      if (hasListeners()) publish({ type: 'key_set_stale', issuer, ageSeconds, remainingSeconds })
    },
    gaveUp(ageSeconds) {
      if (hasListeners()) publish({ type: 'key_set_gave_up', issuer, ageSeconds })
    }
  }
}
