import { TIME_IS_OVER, within } from '../flow/within.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { KeySet } from './key-set.ts'
import type { KeySetLife } from './key-set-life.ts'
import type { FoundKeys } from './key-source.ts'
import { REFETCH_WAIT_SECONDS } from './limits.ts'
import { renewKeySet } from './renew-key-set.ts'

/** What a token is looking for in sets that are fetched for it. */
export interface KeySearch {
  /** How many fetches had begun when the token came. */
  readonly arrival: number
  readonly look: (keySet: KeySet) => Promise<FoundKeys | undefined>
  /** Whether a fetch may be begun for it; asked at most once, and only where one would be. */
  readonly isWorthIt: () => boolean
}

/** What to tell where a token names a key that nobody can ask for. */
export const HINT_WAIT =
  'the token names a key that is not known yet, and the key set could not be fetched again in time'

/**
 * Looks into the set of the fetch that is under way and, where that brings nothing, into one whose fetch
 * began after the token came: only that proves that there is nothing to find. The wait is bounded, not the
 * fetch: others may be waiting for it too.
 *
 * @param life The life of the key set.
 * @param search What is looked for.
 * @returns The keys, or undefined where the issuer does not publish them; undefined at once where it is not
 *   worth asking: here a flood ends, and neither a timer nor a promise is made for it.
 * @throws {ProtectedResourceError} A 503, through the promise, where the fetch fails or takes too long.
 */
export function askAgain(life: KeySetLife, search: KeySearch): Promise<FoundKeys | undefined> | undefined {
  if (life.fetching !== undefined) return inTime(life, lookOn(life, search))
  return search.isWorthIt() ? inTime(life, lookAnew(life, search)) : undefined
}

async function inTime(
  life: KeySetLife,
  looking: Promise<FoundKeys | undefined>
): Promise<FoundKeys | undefined> {
  try {
    return await within(looking, REFETCH_WAIT_SECONDS * 1000, life.clock)
  } catch (error) {
    if (error === TIME_IS_OVER)
      throw new ProtectedResourceError('jwks_unreachable', { hint: HINT_WAIT, retryAfterSeconds: 1 })
    throw error
  }
}

async function lookOn(life: KeySetLife, search: KeySearch): Promise<FoundKeys | undefined> {
  while (life.fetching !== undefined) {
    const isProof = life.fetches > search.arrival
    const found = await search.look(await life.fetching.keySet)
    if (found !== undefined || isProof) return found
  }
  return search.isWorthIt() ? lookAnew(life, search) : undefined
}

async function lookAnew(life: KeySetLife, { look }: KeySearch): Promise<FoundKeys | undefined> {
  return look(await renewKeySet(life))
}
