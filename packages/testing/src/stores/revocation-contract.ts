import { randomUUID } from 'node:crypto'
import type { RevocationEntry, RevocationList } from '@portcullis/core'
import type { ContractRow } from './contract-row.ts'
import { requireEqual } from './require-equal.ts'

const newEntry = (): RevocationEntry => ({
  key: `jti ${randomUUID()}`,
  untilSeconds: Math.ceil(Date.now() / 1000) + 60
})

/** What a list of revocations must do. */
export const REVOCATION_CONTRACT: readonly ContractRow<'revocations'>[] = [
  {
    title: 'read() has an appended entry with all of its members, in every process',
    async check({ one, other }) {
      const entry = { ...newEntry(), issuedUntil: 1_700_000_000.25 }
      await one.append(entry)
      for (const list of [one, other]) {
        const { entries } = await readAll(list)
        requireEqual(withoutUndefined(entries.find(({ key }) => key === entry.key)), entry, 'the entry')
      }
    }
  },
  {
    title: 'read() from a position has only later entries, in the order in which they were appended',
    async check({ one, other }) {
      await one.append(newEntry())
      const { position } = await readAll(other)
      const later = [newEntry(), newEntry(), newEntry()]
      for (const entry of later) await one.append(entry)
      const { entries } = await readAll(other, position)
      requireEqual(entries.map(withoutUndefined), later, 'the later entries')
      requireEqual((await readAll(other, position)).entries.length, 3, 'entries read again')
    }
  },
  {
    title: 'read() from the last position has no entries and is complete',
    async check({ one }) {
      await one.append(newEntry())
      const { position } = await readAll(one)
      const page = await one.read(position)
      requireEqual([page.entries.length, page.isComplete], [0, true], 'number of entries, isComplete')
    }
  },
  {
    title: 'read() from an unknown position starts with the oldest entry',
    async check({ one }) {
      await one.append(newEntry())
      const all = await readAll(one)
      const again = await readAll(one, '1-1')
      requireEqual(again.entries.length, all.entries.length, 'number of entries')
    }
  },
  {
    title: 'read() returns 2,500 entries page by page, each once',
    async check({ one, other }) {
      const { position } = await readAll(other)
      const added = Array.from({ length: 2500 }, newEntry)
      for (let start = 0; start < added.length; start += 100)
        await Promise.all(added.slice(start, start + 100).map((entry) => one.append(entry)))
      const { entries } = await readAll(other, position)
      requireEqual(entries.length, added.length, 'number of entries')
      requireEqual(new Set(entries.map(({ key }) => key)).size, added.length, 'number of different entries')
    }
  }
]

/** Reads page by page until the list says that there is no more. */
async function readAll(
  list: RevocationList,
  from?: string
): Promise<{ readonly entries: readonly RevocationEntry[]; readonly position: string | undefined }> {
  const entries: RevocationEntry[] = []
  let position = from
  for (;;) {
    const page = await list.read(position)
    entries.push(...page.entries)
    if (page.isComplete) return { entries, position: page.position }
    if (page.position === position) throw new Error('read() is not complete and makes no progress')
    position = page.position
  }
}

function withoutUndefined(entry: RevocationEntry | undefined): object {
  return Object.fromEntries(Object.entries(entry ?? {}).filter(([, value]) => value !== undefined))
}
