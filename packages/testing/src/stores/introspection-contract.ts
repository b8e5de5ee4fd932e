import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ContractRow } from './contract-row.ts'
import { requireEqual } from './require-equal.ts'

const inSeconds = (seconds: number): number => Date.now() / 1000 + seconds

/** What a store of introspection answers must do. */
export const INTROSPECTION_CONTRACT: readonly ContractRow<'introspections'>[] = [
  {
    title: 'get() of a key that was never set is undefined',
    async check({ one }) {
      requireEqual(await one.get(randomUUID()), undefined, 'get()')
    }
  },
  {
    title: 'get() returns in every process what set() stored last',
    async check({ one, other }) {
      const key = randomUUID()
      await one.set(key, '{"first":"\u{1F511}"}', inSeconds(60))
      await one.set(key, '{"second":"\u{1F511}"}', inSeconds(60))
      requireEqual(await other.get(key), '{"second":"\u{1F511}"}', 'get()')
    }
  },
  {
    title: 'get() is undefined after a response expires',
    async check({ one, other }) {
      const key = randomUUID()
      await one.set(key, '{}', inSeconds(0.5))
      await wait(1500)
      requireEqual(await other.get(key), undefined, 'get()')
    }
  }
]
