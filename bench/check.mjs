import { formatNumber } from './report/format.mjs'
import { readAllResults } from './record/results.mjs'
import { FUNCTION_TARGETS } from './targets/function-targets.mjs'
import { PROCESS_TARGETS } from './targets/process-targets.mjs'

/** @typedef {import('./targets/target.mjs').Target} Target */

/** What is wanted of all this, line by line. */
const TARGETS = [...FUNCTION_TARGETS, ...PROCESS_TARGETS]

/**
 * Holds results against the targets, and prints a line for each.
 *
 * @param {'full' | 'quick'} mode Which results.
 * @returns {boolean} Whether there are results, and every target was measured and met; on a busy machine none
 *   of that says much.
 */
export function printVerdicts(mode) {
  const all = readAllResults(mode)
  let isAllMet = all.length > 0
  for (const results of all) {
    const verdicts = TARGETS.map((target) => verdictOn(target, target.read(results)))
    const met = verdicts.filter(({ verdict }) => verdict === 'met').length
    isAllMet &&= met === verdicts.length
    const read = verdicts.filter(({ verdict }) => verdict !== 'not measured').length
    console.log(`\nNode.js ${results.machine.node}: ${met} of ${read} targets met`)
    for (const { verdict, text } of verdicts) console.log(`  ${verdict.padEnd(12)}  ${text}`)
  }
  return isAllMet
}

/**
 * @param {Target} target
 * @param {number | undefined} value
 */
function verdictOn({ wanted, atMost = Infinity, atLeast = -Infinity }, value) {
  const bound = atMost === Infinity ? `at least ${formatNumber(atLeast)}` : `at most ${formatNumber(atMost)}`
  if (value === undefined) return { verdict: 'not measured', text: `${wanted}: ${bound}` }
  const isMet = value <= atMost && value >= atLeast
  return { verdict: isMet ? 'met' : 'not met', text: `${wanted}: ${formatNumber(value)}, ${bound}` }
}
