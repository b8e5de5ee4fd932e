import { createTestClock, type TestClock } from '@portcullis/testing'
import { onTestFinished, vi } from 'vitest'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import type { PortcullisEvent } from '../../src/events/events.ts'
import { KEY_DEFAULTS } from '../../src/keys/key-options.ts'
import { createKeySetCache, type FetchedKeySet, type KeySetCache } from '../../src/keys/key-set-cache.ts'
import { recordEvents } from './record-events.ts'
import { keySetNamed } from './test-key-set.ts'

/** A cache of a key set, what its fetches bring and what it publishes. */
export interface KeySetCacheRig {
  readonly clock: TestClock
  readonly cache: KeySetCache
  readonly events: readonly PortcullisEvent[]
  /** How many fetches were made. */
  count(): number
  /** Sets what the next fetches bring. */
  bring(fetch: () => Promise<FetchedKeySet>): void
  /** No timer fires from now on, as in a frozen process. */
  freeze(): void
}

/** What a fetch brings: a set of these keys. */
export const fetched = (...kids: string[]): FetchedKeySet => ({
  keySet: keySetNamed(...kids),
  lifeSeconds: undefined
})
/** What a fetch does while the issuer is unreachable. */
export const outage = (): Promise<never> =>
  Promise.reject(new ProtectedResourceError('jwks_unreachable', { hint: 'down' }))

/** Without jitter: a refresh comes at 80 % of a lifetime, a back-off is in the middle of its bounds. */
export function openKeySetCache(options: Partial<typeof KEY_DEFAULTS> = {}): KeySetCacheRig {
  onTestFinished(() => void vi.restoreAllMocks())
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const clock = createTestClock()
  const events = recordEvents()
  let count = 0
  let isFrozen = false
  let fetch: () => Promise<FetchedKeySet> = () => Promise.resolve(fetched('a'))
  const cache = createKeySetCache({
    issuer: 'https://as.example.test',
    fetchKeySet() {
      count += 1
      return fetch()
    },
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      schedule: (task, milliseconds) => clock.schedule(() => isFrozen || task(), milliseconds)
    },
    options: { ...KEY_DEFAULTS, ...options }
  })
  return {
    clock,
    cache,
    events,
    count: () => count,
    bring(next) {
      fetch = next
    },
    freeze() {
      isFrozen = true
    }
  }
}
