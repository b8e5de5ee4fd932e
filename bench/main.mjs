// Measures Portcullis and its peers: `npm run bench -- --help`.
import { parseArgs } from 'node:util'
import { capPatience } from './cap-patience.mjs'
import { printVerdicts } from './check.mjs'
import { describeMachine, measureBusyness, readVersions } from './record/machine.mjs'
import { readResults, writeResults } from './record/results.mjs'
import { writeReport } from './report/write-report.mjs'
import { printRows } from './report/print-rows.mjs'
import { SECTIONS } from './sections/index.mjs'
import { FULL, QUICK } from './settings.mjs'
import { openWorld } from './tokens/world.mjs'

/** @typedef {import('./record/results.mjs').Results} Results */
/** @typedef {import('./sections/section.mjs').Section} Section */

/** A machine that is busier than this makes the figures noise. */
const MAX_BUSYNESS = 0.05

const USAGE = `usage: npm run bench -- [options]

Measures Portcullis and its peers, writes docs/benchmarks.md, and compares the figures with the targets.

  --quick          everything in small, in about two minutes; writes reports/benchmarks.md instead
  --only SECTIONS  only these, separated by commas: ${SECTIONS.map(({ name }) => name).join(', ')}
  --seconds N      at most this many seconds for a comparison
  --report         measures nothing, and writes the page from the results of earlier runs
  --check          measures and writes nothing, and fails if an earlier result misses a target
  --help           prints this`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    seconds: { type: 'string' },
    report: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false }
  }
})
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}
const chosen = values.quick ? QUICK : FULL
const settings = values.seconds === undefined ? chosen : capPatience(chosen, Number(values.seconds))
if (!values.report && !values.check) await run(chosenSections(values.only))
if (!values.check) console.log(`written: ${(await writeReport(settings.mode)).join(', ')}`)
const isAllMet = printVerdicts(settings.mode)
// A measurement only prints the verdicts; --check has an exit code for them, too.
if (values.check && !isAllMet) process.exitCode = 1

/** @param {string | undefined} only */
function chosenSections(only) {
  const names = only?.split(',')
  const unknown = names?.filter((name) => SECTIONS.every((section) => section.name !== name)) ?? []
  if (unknown.length > 0) {
    throw new Error(
      `no section ${unknown.join(', ')}; there are ${SECTIONS.map(({ name }) => name).join(', ')}`
    )
  }
  return SECTIONS.filter(({ name }) => names === undefined || names.includes(name))
}

/**
 * Writes the results of each section, so that a run that was stopped can continue with `--only`.
 *
 * @param {readonly Section[]} sections
 */
async function run(sections) {
  const world = await openWorld()
  try {
    for (const section of sections) {
      const record = await runSection(section, world)
      const known = readResults(settings.mode)?.sections ?? {}
      const machine = describeMachine()
      writeResults({
        mode: settings.mode,
        machine,
        versions: readVersions(),
        sections: { ...known, [section.name]: record }
      })
    }
  } finally {
    world.close()
  }
}

/**
 * @param {Section} section
 * @param {import('./tokens/world.mjs').World} world
 */
async function runSection(section, world) {
  console.log(`\n${section.title} (${section.name})`)
  const busy = await measureBusyness()
  if (busy > MAX_BUSYNESS) {
    console.log(
      `  ${Math.round(busy * 100)} % of this machine is busy with something else: the figures are noise`
    )
  }
  const start = performance.now()
  const rows = await section.run({ world, settings, say: (text) => console.log(`  ${text}`) })
  const seconds = (performance.now() - start) / 1000
  printRows(rows)
  console.log(`  took ${Math.round(seconds)} s`)
  const { processor } = describeMachine()
  return { date: new Date().toISOString().slice(0, 10), processor, seconds, busy, rows }
}
