import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ContractRow } from './contract-row.ts'
import { requireEqual } from './require-equal.ts'

const inSeconds = (seconds: number): number => Date.now() / 1000 + seconds

/** What a store of used keys must do. */
export const REPLAY_CONTRACT: readonly ContractRow<'replays'>[] = [
  {
    title: 'add() of a new key is true, and false when any process adds it again',
    async check({ one, other }) {
      const key = randomUUID()
      requireEqual(await one.add(key, inSeconds(60)), true, 'first add()')
      requireEqual(await one.add(key, inSeconds(60)), false, 'second add() of the same process')
      requireEqual(await other.add(key, inSeconds(60)), false, 'add() of the other process')
    }
  },
  {
    title: 'add() of one key, 100 times at the same time from two processes, is true exactly once',
    async check({ one, other }) {
      const key = randomUUID()
      const adding = Array.from({ length: 100 }, async (_, index) =>
        (index % 2 === 0 ? one : other).add(key, inSeconds(60))
      )
      const added = (await Promise.all(adding)).filter(Boolean)
      requireEqual(added.length, 1, 'how often add() was true')
    }
  },
  {
    title: 'add() keeps long keys apart that differ in their last character',
    async check({ one }) {
      const key = randomUUID().padEnd(10_000, '-')
      requireEqual(await one.add(`${key}a`, inSeconds(60)), true, 'add() of one key')
      requireEqual(await one.add(`${key}b`, inSeconds(60)), true, 'add() of the other key')
    }
  },
  {
    title: 'a key that expires in half a second is kept until then',
    async check({ one, other }) {
      const key = randomUUID()
      const until = inSeconds(0.5)
      await one.add(key, until)
      requireEqual(await other.add(key, until), false, 'add() before the end')
      await wait(1000)
      requireEqual(typeof (await other.add(key, inSeconds(60))), 'boolean', 'type of add() after the end')
    }
  }
]
