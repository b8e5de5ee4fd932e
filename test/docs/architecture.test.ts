import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CLI_ROOMS } from '../architecture/cli-rooms.ts'
import { LEAVES, ROOMS, WIRING } from '../architecture/rooms.ts'

const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8')

/** What stands in backquotes. */
function namesIn(text = ''): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
}

/** The rows of the table of rooms. */
const rows = page
  .slice(page.indexOf('| room '))
  .split('\n\n')[0]
  ?.split('\n')
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, name, responsibility = '', values, types]) => ({
    name: namesIn(name)[0],
    responsibility,
    values: namesIn(values),
    types: types === 'all' ? 'all' : namesIn(types)
  }))

describe('docs/architecture.md', () => {
  it('has the table of rooms that the imports are held against', () => {
    const table = [...ROOMS].map(([name, { values, types = [] }]) => ({ name, values, types }))
    expect(rows?.map(({ name, values, types }) => ({ name, values, types }))).toEqual(table)
  })

  it('begins with the rooms that every room may import', () => {
    expect(rows?.slice(0, LEAVES.length).map(({ name }) => name)).toEqual(LEAVES)
    expect(page).toContain('The first five import nothing')
    expect(LEAVES).toHaveLength(5)
  })

  it('says of a room that it is to come, and of no room that is there', () => {
    for (const { name, responsibility } of rows ?? []) {
      const exists = existsSync(new URL(`../../packages/core/src/${name}`, import.meta.url))
      expect(responsibility.includes('(to come)'), name).toBe(!exists)
    }
  })

  it('has the same table of rooms of the command line as the architecture tests', () => {
    const lines = page.slice(page.indexOf('| CLI room ')).split('\n\n')[0]?.split('\n').slice(2) ?? []
    const table = lines
      .map((line) => line.split('|'))
      .map(([, name, , imports]) => [namesIn(name)[0], namesIn(imports)])
    expect(table).toEqual([...CLI_ROOMS])
  })

  it('names the files that wire the rooms', () => {
    const [, sentence = ''] = /Next to the rooms are(.*?)\n\n/s.exec(page) ?? []
    expect(namesIn(sentence)).toEqual(WIRING)
  })
})
