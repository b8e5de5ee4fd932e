import type { Clock } from '../clock/clock.ts'
import { within } from '../flow/within.ts'
import type { Store } from '../memory/store.ts'

/** A proof that a request has. */
export interface ProofUse {
  /** The request object. */
  readonly request: object
  /** What identifies the proof: a digest. */
  readonly key: string
  /** When the store may drop the key, in seconds since 1970. */
  readonly untilSeconds: number
}

/**
 * Records a use, and returns whether it is the first one. Throws or rejects if the store does not say so with
 * true or false.
 */
export type RecordUse = (use: ProofUse) => boolean | Promise<boolean>

/** How long a store can take: an answer that never comes would keep the request forever. */
const STORE_MILLISECONDS = 5000

interface Recorded {
  readonly key: string
  readonly isFirst: Promise<boolean>
}

/** By store and request. */
const recordedIn = new WeakMap<Store, WeakMap<object, Recorded>>()

/**
 * Creates the function that records uses of proofs in a store of the application. Protected resources that
 * share the store can guard the same request: its proof is then recorded once, and accepted by each of them.
 * In another request it is a replay.
 *
 * @param store The store.
 * @param clock The clock.
 */
export function createRecordUse(store: Store, clock: Clock): RecordUse {
  const recorded = recordedIn.get(store) ?? new WeakMap<object, Recorded>()
  recordedIn.set(store, recorded)

  async function add({ key, untilSeconds }: ProofUse): Promise<boolean> {
    const call = async (): Promise<unknown> => store.add(key, untilSeconds)
    const isNew = await within(call(), STORE_MILLISECONDS, clock)
    if (typeof isNew === 'boolean') return isNew
    throw new TypeError('the store answered neither true nor false')
  }

  return (use) => {
    const { request, key } = use
    const earlier = recorded.get(request)
    if (earlier?.key === key) return earlier.isFirst
    const isFirst = add(use)
    recorded.set(request, { key, isFirst })
    return isFirst
  }
}
