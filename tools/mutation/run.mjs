// Changes the rooms that decide about tokens, one small thing at a time, and checks that their tests notice.
// Usage: npm run test:mutation -- [--lenient] [ROOM...]. Lenient: only the scores decide; a difference from the page of
// survivors is only printed. Which mutants are stopped for taking too long depends on the machine.
import { Stryker } from '@stryker-mutator/core'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nameOf, readSurvivors, scoreOf, survivorsOf, timedOutOf } from '../../test/mutation/mutants.mjs'
import { filesOfTests } from './test-files.mjs'

/** The smallest share of mutants that must be noticed in each room, in percent. */
const MIN_SCORES = new Map([
  ['credentials', 90],
  ['jws', 90],
  ['claims', 90],
  ['guards', 90],
  ['challenge', 90],
  ['confirmation', 95]
])

const root = fileURLToPath(new URL('../..', import.meta.url))
process.chdir(root)

/**
 * Names the test files of a room whose tests did not run.
 *
 * @param {string} room
 */
function notLoaded(room) {
  const folder = `packages/core/test/${room}`
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const wanted = files.filter((file) => file.endsWith('.test.ts') && !file.endsWith('engines.test.ts'))
  const loaded = [...filesOfTests]
  return wanted.filter((file) => !loaded.some((each) => each.endsWith(`${folder}/${file}`)))
}

/** @param {string} room */
async function mutate(room) {
  // The test runners are processes of their own, and inherit it.
  process.env['MUTATION_ROOM'] = room
  return new Stryker({
    configFile: 'tools/mutation/stryker.config.json',
    // Absolute: Stryker looks for plugins beside the root's packages.
    plugins: ['@stryker-mutator/vitest-runner', './test-files.mjs'].map((plugin) =>
      fileURLToPath(import.meta.resolve(plugin))
    ),
    reporters: ['test-files'],
    mutate: [`packages/core/src/${room}/**/*.ts`]
  }).runMutationTest()
}

const named = process.argv.slice(2).filter((word) => word !== '--lenient')
const isLenient = process.argv.includes('--lenient')
const rooms = named.length > 0 ? named : MIN_SCORES.keys()
const listed = readSurvivors(
  readFileSync(new URL('../../test/mutation/survivors.md', import.meta.url), 'utf8')
)
const problems = []
const differences = []

for (const room of rooms) {
  const begin = performance.now()
  const mutants = await mutate(room)
  const score = scoreOf(mutants)
  const seconds = Math.round((performance.now() - begin) / 1000)
  console.log(`${room}: ${mutants.length} mutants, ${score.toFixed(1)} % noticed, ${seconds} s`)
  for (const file of notLoaded(room)) problems.push(`${room}: no test of ${file} ran`)
  const minScore = MIN_SCORES.get(room) ?? 100
  if (score < minScore) problems.push(`${room}: fewer than ${minScore} % of the mutants are noticed`)

  const known = listed.filter(({ file }) => file.startsWith(`packages/core/src/${room}/`)).map(nameOf)
  const found = survivorsOf(mutants, root).map(nameOf)
  for (const name of found.filter((each) => !known.includes(each)))
    differences.push(`survives and is not in test/mutation/survivors.md:\n${name}`)
  const maybe = timedOutOf(mutants, root).map(nameOf)
  for (const name of known.filter((each) => !found.includes(each) && !maybe.includes(each)))
    differences.push(`is in test/mutation/survivors.md and does not survive:\n${name}`)
}

for (const problem of [...problems, ...differences]) console.error(`\n${problem}`)
if (problems.length > 0 || (differences.length > 0 && !isLenient)) process.exitCode = 1
