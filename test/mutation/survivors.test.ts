import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { nameOf, readSurvivors, scoreOf, survivorsOf, timedOutOf } from './mutants.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(new URL('survivors.md', import.meta.url), 'utf8')
const survivors = readSurvivors(page)

function onOneLine(file: string): string {
  return readFileSync(root + file, 'utf8').replaceAll(/\s+/gu, ' ')
}

describe('the page of mutants that survive', () => {
  test('has a reason for each', () => {
    expect(survivors.length).toBeGreaterThan(0)
    expect(survivors).toHaveLength([...page.matchAll(/^### /gmu)].length)
    expect(new Set(survivors.map(nameOf)).size).toBe(survivors.length)
  })

  test.each(survivors)('is about code that is there: $file', ({ file, before, after }) => {
    expect(onOneLine(file)).toContain(before)
    expect(after).not.toBe(before)
  })
})

describe('the result of a run', () => {
  const location = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } }
  const fileName = `${root}test/mutation/survivors.md`
  const mutants = ['Killed', 'Timeout', 'Killed', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'].map(
    (status) => ({ status, fileName, location, replacement: '!' })
  )

  test('counts what was noticed among what could be', () => {
    expect(scoreOf(mutants)).toBe(60)
    expect(scoreOf([])).toBe(0)
  })

  test('names what was not noticed by its code', () => {
    const file = 'test/mutation/survivors.md'
    const survivor = { file, before: '# Mutants that survive', after: '! Mutants that survive' }
    expect(survivorsOf(mutants, root)).toEqual([survivor, survivor])
    expect(timedOutOf(mutants, root)).toEqual([survivor])
    expect(readSurvivors(`${nameOf(survivor)}\n\nA reason.\n`)).toEqual([
      { ...survivor, reason: 'A reason.' }
    ])
  })
})
