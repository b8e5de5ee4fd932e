import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('./', import.meta.url)

/** What a fault rehearsal must cover: K1 to K23 for keys, T2 for time, S1 for the end of a process. */
const CASES = [...Array.from({ length: 23 }, (_, index) => `K${index + 1}`), 'T2', 'S1']

test('every case is named by a test', () => {
  const titles = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').match(/['`](?:[KTS]\d+(?:, )?)+: /g) ?? [])
  const named = new Set(titles.flatMap((title) => title.match(/[KTS]\d+/g) ?? []))
  expect(CASES.filter((each) => !named.has(each))).toEqual([])
})
