import { hasListeners, publish } from '#events'
import type { KeySet } from './key-set.ts'
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
      const added = kidsBeyond(next, previous)
      const removed = previous === undefined ? [] : kidsBeyond(previous, next)
      publish({ type: 'key_set_replaced', issuer, added, removed })
    },
    stale(ageSeconds, remainingSeconds) {
      if (hasListeners()) publish({ type: 'key_set_stale', issuer, ageSeconds, remainingSeconds })
    },
    gaveUp(ageSeconds) {
      if (hasListeners()) publish({ type: 'key_set_expired', issuer, ageSeconds })
    }
  }
}

/** Another key under an old name is another key. */
function kidsBeyond({ kids, fingerprints }: KeySet, other: KeySet | undefined): readonly string[] {
  const known = new Set<string | undefined>(other?.fingerprints)
  return kids.filter((_, index) => !known.has(fingerprints[index]))
}
