import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { describe, expect, test } from 'vitest'
import { requirements } from './requirements.ts'
import { citationsIn, readCitations } from './requirements/citations.ts'
import { conformancePage } from './requirements/conformance-page.ts'
import { sourceLink } from './requirements/links.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = fileURLToPath(new URL('../docs/conformance.md', import.meta.url))
const citations = readCitations(root, ['test', 'packages'])
const cited = new Set(citations.map(({ id }) => id))
const rows = Object.entries(requirements)

describe('the requirements', () => {
  test('are the 195 rows of the eleven tables', () => {
    const letters = rows.map(([id]) => id.slice(0, 1))
    const counts = ['H', 'B', 'J', 'T', 'A', 'D', 'M', 'F', 'I', 'P', 'S'].map(
      (letter) => letters.filter((other) => other === letter).length
    )
    expect(counts).toEqual([20, 21, 31, 15, 14, 34, 8, 11, 9, 17, 15])
  })

  test('name documents that have a link, or are rules of ours', () => {
    for (const [id, row] of rows) {
      const links = row.sources.map(sourceLink)
      expect(
        links.filter((link) => !URL.canParse(link)),
        id
      ).toEqual([])
      expect(links.length > 0 || row.level === 'OURS', id).toBe(true)
    }
  })

  test('are cited by a test each where they are followed', () => {
    const followed = rows.filter(([, row]) => row.verdict === 'followed').map(([id]) => id)
    expect(followed.filter((id) => !cited.has(id))).toEqual([])
  })

  test('are not cited where they are not followed', () => {
    const others = rows.filter(([, row]) => row.verdict !== 'followed').map(([id]) => id)
    expect(others.filter((id) => cited.has(id))).toEqual([])
  })
})

describe('the citations', () => {
  test('name requirements that exist', () => {
    const unknown = citations.filter(({ id }) => !Object.hasOwn(requirements, id))
    expect(unknown).toEqual([])
  })

  test('are read from literals only', () => {
    expect(citationsIn('a.ts', "verifies('B-10', 'H-4', 'a title')")).toEqual([
      { id: 'B-10', file: 'a.ts', title: 'a title' },
      { id: 'H-4', file: 'a.ts', title: 'a title' }
    ])
    expect(() => citationsIn('a.ts', 'verifies(id, title)')).toThrow('literal')
  })
})

test('docs/conformance.md is up to date', async () => {
  const settings = await resolveConfig(page)
  const text = await format(conformancePage(requirements, citations), { ...settings, parser: 'markdown' })
  await expect(text).toMatchFileSnapshot(page)
})
