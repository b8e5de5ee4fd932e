import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseSection, serializeSection } from '../record/results.mjs'

const folder = fileURLToPath(new URL('../results', import.meta.url))
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json')
)
const sections = files.filter((name) => !name.endsWith('about.json'))

test.each(files)('the results in %s take at most 60 KB', (name) => {
  expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(60_000)
})

test.each(sections)('the results in %s are the same after they are read and written', (name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  const section = parseSection(text)
  expect(section.rows[0]?.labels).toBeTypeOf('object')
  expect(serializeSection(section)).toBe(text)
})

test('a figure is written as median, low, high and rounds, with five digits', () => {
  const figure = { median: 1.234567, low: 1, high: 2, rounds: 9 }
  const row = { labels: { who: 'limit' }, figures: { wall: figure }, ratios: {} }
  const record = { date: '2026-01-01', processor: 'x', seconds: 1, busy: 0 }
  const text = serializeSection({ ...record, rows: [row] })
  expect(text).toContain('{"wall":[1.2346,1,2,9]}')
  expect(parseSection(text)).toEqual({
    ...record,
    rows: [{ ...row, figures: { wall: { ...figure, median: 1.2346 } } }]
  })
})
