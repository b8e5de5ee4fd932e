import type { IntrospectionStore, RevocationEntry, RevocationList, Store } from '@portcullis/core'
import type { SharedStores } from './shared-stores.ts'

/** What a test store does instead of its work: it rejects, or never settles. */
export type StoreFault = 'down' | 'hanging'

/** Stores in the memory of one process, for several protected resources in it. */
export interface TestStores extends SharedStores {
  /**
   * Breaks the stores, or repairs them.
   *
   * @param fault What they do from now on; undefined for their work.
   */
  setFault(fault: StoreFault | undefined): void
  /** Drops everything, as FLUSHALL does in Redis. */
  flush(): void
}

const PAGE = 1000

/**
 * Creates stores in memory that several protected resources of one test share, as processes share Redis. Not
 * for production: nothing bounds them.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource } from '@portcullis/core'
 * import { createTestStores } from '@portcullis/testing'
 *
 * const stores = createTestStores()
 * const options = { issuer: 'https://auth.example.com', audience: 'https://api.example.com' }
 * const one = createProtectedResource({ ...options, revocations: { list: stores.revocations } })
 * const other = createProtectedResource({ ...options, revocations: { list: stores.revocations } })
 * ```
 *
 * @returns The stores.
 */
export function createTestStores(): TestStores {
  let fault: StoreFault | undefined
  const resets: (() => void)[] = []
  const work = async <Result>(task: () => Result): Promise<Result> => {
    if (fault === 'hanging') return new Promise(() => undefined)
    if (fault === 'down') throw new Error('the test store is down')
    return task()
  }
  const onFlush = (reset: () => void): void => void resets.push(reset)
  return {
    replays: createReplays(work, onFlush),
    revocations: createList(work, onFlush),
    introspections: createAnswers(work, onFlush),
    setFault(next) {
      fault = next
    },
    flush() {
      for (const reset of resets) reset()
    }
  }
}

type Work = <Result>(task: () => Result) => Promise<Result>
type OnFlush = (reset: () => void) => void

function createReplays(work: Work, onFlush: OnFlush): Store {
  const used = new Map<string, number>()
  onFlush(() => used.clear())
  return {
    add: (key, untilSeconds) =>
      work(() => {
        const now = Date.now() / 1000
        if ((used.get(key) ?? 0) > now) return false
        used.set(key, untilSeconds)
        return true
      })
  }
}

/** A position names the list it is of: after a flush it is unknown. */
function createList(work: Work, onFlush: OnFlush): RevocationList {
  let entries: RevocationEntry[] = []
  let list = 1
  onFlush(() => {
    entries = []
    list += 1
  })
  return {
    append: (entry) => work(() => void entries.push(entry)),
    read: (position = '') =>
      work(() => {
        const [ofList, count] = position.split(':')
        const start = ofList === String(list) ? Number(count) : 0
        const page = entries.slice(start, start + PAGE)
        const end = start + page.length
        return { entries: page, position: `${list}:${end}`, isComplete: end === entries.length }
      })
  }
}

function createAnswers(work: Work, onFlush: OnFlush): IntrospectionStore {
  const answers = new Map<string, { readonly value: string; readonly until: number }>()
  onFlush(() => answers.clear())
  return {
    get: (key) =>
      work(() => {
        const answer = answers.get(key)
        return answer !== undefined && answer.until > Date.now() / 1000 ? answer.value : undefined
      }),
    set: (key, value, until) => work(() => void answers.set(key, { value, until }))
  }
}
