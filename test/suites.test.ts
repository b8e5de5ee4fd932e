import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVitest, type Vitest } from 'vitest/node'
import configuration from '../vitest.config.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** All test files on disk, except for those that Jest runs: see `test/consumers/jest.test.ts`. */
function testFiles(): string[] {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(?:\..*|node_modules|coverage|reports)$/u.test(entry.name))
    .map(({ name }) => name)
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))
    )
    .filter((path) => /\.(?:test|spec)\.[cm]?[jt]sx?$/u.test(path) && !/\bnode_modules\b/u.test(path))
    .filter((path) => !/^examples.(?:jest-commonjs|nestjs-api)\b/u.test(path))
    .toSorted()
}

/** A glob without its braces: one for each of the alternatives in them. */
function alternativesOf(glob: string): string[] {
  const [braces, alternatives] = /\{([^}]*)\}/u.exec(glob) ?? []
  if (braces === undefined || alternatives === undefined) return [glob]
  return alternatives.split(',').flatMap((one) => alternativesOf(glob.replace(braces, one)))
}

describe('the suites', () => {
  let vitest: Vitest
  let suites: Map<string, string[]>

  beforeAll(async () => {
    vitest = await createVitest('test', { root, watch: false })
    const globs = vitest.projects.map(async (project): Promise<[string, string[]]> => {
      const found = await project.globTestFiles()
      return [project.name, found.testFiles.map((path) => path.slice(root.length))]
    })
    suites = new Map(await Promise.all(globs))
  })

  afterAll(async () => {
    await vitest.close()
  })

  test('each have tests', () => {
    const empty = [...suites].filter(([, files]) => files.length === 0)
    expect(empty).toEqual([])
  })

  test('contain every test file, each in one suite', () => {
    const files = [...suites.values()].flat()
    expect(files.toSorted()).toEqual(testFiles())
  })

  test('all run in .ci/run', () => {
    const gate = read('.ci/run')
    expect(gate).toMatch(/^step 'test' npm test$/mu)
    const command = /"test": ".*"/u.exec(read('package.json'))?.[0] ?? ''
    const named = [...gate.matchAll(/^suite (\w+)$/gmu), ...command.matchAll(/--project (\w+)/gu)]
    expect(new Set(named.map(([, name]) => name))).toEqual(new Set(suites.keys()))
  })
})

describe('the coverage thresholds', () => {
  const thresholds = Object.keys(configuration.test?.coverage?.thresholds ?? {})
  const named = thresholds.flatMap(alternativesOf)

  test.each(named)('are about files that exist: %s', (glob) => {
    expect(existsSync(join(root, glob.replace(/\/(?:src\/)?\*\*$/u, '')))).toBe(true)
  })
})
