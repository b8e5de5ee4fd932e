import { createTestClock, type TestClock } from '@portcullis/testing'
import { onTestFinished, vi } from 'vitest'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import { KEY_DEFAULTS } from '../../src/keys/key-options.ts'
import { startLife, type FetchedKeySet, type KeySetLife } from '../../src/keys/key-set-life.ts'
import { keySetNamed } from './test-key-set.ts'

/** A life of a key set, what it is fed with and what it tells. */
export interface LifeRig {
  readonly clock: TestClock
  readonly life: KeySetLife
  /** What is told to the observer, in words. */
  readonly told: string[]
  count(): number
  /** What the next fetches bring. */
  bring(fetch: () => Promise<FetchedKeySet>): void
}

/** What a fetch brings: a set of these keys. */
export const fetched = (...kids: string[]): FetchedKeySet => ({
  keySet: keySetNamed(...kids),
  lifeSeconds: undefined
})
/** What a fetch does while the issuer is away. */
export const outage = (): Promise<never> =>
  Promise.reject(new ProtectedResourceError('jwks_unreachable', { hint: 'away' }))

/** Without jitter: a refresh comes at 80 % of a life, a back-off is in the middle of its bounds. */
export function startLifeRig(options: Partial<typeof KEY_DEFAULTS> = {}, decidesAlone = true): LifeRig {
  onTestFinished(() => void vi.restoreAllMocks())
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const clock = createTestClock()
  const told: string[] = []
  let count = 0
  let fetch: () => Promise<FetchedKeySet> = () => Promise.resolve(fetched('a'))
  const life = startLife({
    fetchKeySet() {
      count += 1
      return fetch()
    },
    clock,
    options: { ...KEY_DEFAULTS, ...options },
    decidesAlone,
    observer: {
      replaced: (next, previous) =>
        void told.push(`${previous?.kids.join() ?? 'none'} -> ${next.kids.join()}`),
      stale: (age, remaining) => void told.push(`stale at ${age} for ${remaining}`),
      gaveUp: (age) => void told.push(`gave up at ${age}`)
    }
  })
  return {
    clock,
    life,
    told,
    count: () => count,
    bring(next) {
      fetch = next
    }
  }
}
