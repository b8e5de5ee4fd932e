import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseJson } from '../parse-json.mjs'

/** @typedef {import('../sections/section.mjs').Row} Row */

/**
 * What one section found, when, on which processor, how long it took, and which part of the machine was busy
 * with something else just before it began. `source` names where it was taken from, if the measured figures
 * were lost: then they are rounded, and 0 stands for a number of rounds that nobody knows.
 *
 * @typedef {{
 *   date: string
 *   processor: string
 *   seconds: number
 *   busy: number
 *   source?: string
 *   rows: Row[]
 * }} SectionRecord
 */

/**
 * What was found with one version of Node.js. Sections may be of different days and machines: each says of
 * which.
 *
 * @typedef {{
 *   mode: 'full' | 'quick'
 *   machine: import('./machine.mjs').Machine
 *   versions: Record<string, string>
 *   sections: Record<string, SectionRecord>
 * }} Results
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Where full results are kept, which `docs/benchmarks.md` is made of, and quick ones, which are nobody's
 * business.
 */
const FOLDERS = { full: join(ROOT, 'bench', 'results'), quick: join(ROOT, 'reports', 'bench') }

/** @param {'full' | 'quick'} mode */
function fileOf(mode) {
  return join(FOLDERS[mode], `node-${process.versions.node.split('.')[0]}.json`)
}

/**
 * Reads what was found before with this version of Node.js.
 *
 * @param {'full' | 'quick'} mode In which mode.
 * @returns {Results | undefined} The results, if there are any.
 */
export function readResults(mode) {
  const file = fileOf(mode)
  return existsSync(file) ? parse(file) : undefined
}

/**
 * Reads what was found with all versions of Node.js.
 *
 * @param {'full' | 'quick'} mode In which mode.
 * @returns {Results[]} The results, the oldest version first.
 */
export function readAllResults(mode) {
  const folder = FOLDERS[mode]
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files
    .map((name) => parse(join(folder, name)))
    .toSorted((one, other) => majorOf(one) - majorOf(other))
}

/**
 * Keeps results.
 *
 * @param {Results} results The results.
 */
export function writeResults(results) {
  const file = fileOf(results.mode)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(results, rounded, 1)}\n`)
}

/**
 * Tells the major version of Node.js.
 *
 * @param {Results} results The results.
 * @returns {number} The version.
 */
export function majorOf({ machine }) {
  return Number.parseInt(machine.node, 10)
}

/**
 * Four digits are more than any of this is worth.
 *
 * @param {string} _name
 * @param {unknown} value
 */
function rounded(_name, value) {
  return typeof value === 'number' ? Number(value.toPrecision(5)) : value
}

/**
 * @param {string} file
 * @returns {Results}
 */
function parse(file) {
  return parseJson(readFileSync(file, 'utf8'))
}
