import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** Folders of full results, from which `docs/benchmarks.md` is written, and of quick ones. */
const FOLDERS = { full: join(ROOT, 'bench', 'results'), quick: join(ROOT, 'reports', 'bench') }

/** What was measured with one version of Node.js, without the sections: each has a file. */
const ABOUT = 'about.json'

/** @param {'full' | 'quick'} mode */
function folderOf(mode) {
  return join(FOLDERS[mode], `node-${process.versions.node.split('.')[0]}`)
}

/**
 * Reads what was measured before with this version of Node.js.
 *
 * @param {'full' | 'quick'} mode In which mode.
 * @returns {Results | undefined} The results, if there are any.
 */
export function readResults(mode) {
  const folder = folderOf(mode)
  return existsSync(folder) ? readFolder(folder) : undefined
}

/**
 * Reads what was measured with all versions of Node.js.
 *
 * @param {'full' | 'quick'} mode In which mode.
 * @returns {Results[]} The results, the oldest version first.
 */
export function readAllResults(mode) {
  const folder = FOLDERS[mode]
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, ABOUT)))
  return names
    .map((name) => readFolder(join(folder, name)))
    .toSorted((one, other) => majorOf(one) - majorOf(other))
}

/**
 * Writes results.
 *
 * @param {Results} results The results.
 */
export function writeResults({ sections, ...about }) {
  const folder = folderOf(about.mode)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, ABOUT), `${JSON.stringify(about, undefined, 2)}\n`)
  for (const [name, section] of Object.entries(sections)) {
    writeFileSync(join(folder, `${name}.json`), serializeSection(section))
  }
}

/**
 * Reads the major version of Node.js.
 *
 * @param {Results} results The results.
 * @returns {number} The version.
 */
export function majorOf({ machine }) {
  return Number.parseInt(machine.node, 10)
}

/**
 * @param {string} folder
 * @returns {Results}
 */
function readFolder(folder) {
  /** @type {Omit<Results, 'sections'>} */
  const about = parseJson(readFileSync(join(folder, ABOUT), 'utf8'))
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== ABOUT)
  const sections = files.map(
    (name) =>
      /** @type {const} */ ([
        name.slice(0, -'.json'.length),
        parseSection(readFileSync(join(folder, name), 'utf8'))
      ])
  )
  return { ...about, sections: Object.fromEntries(sections) }
}

/**
 * Writes a section as JSON, one line for each row and a figure as `[median, low, high, rounds]`: a third of
 * the bytes.
 *
 * @param {SectionRecord} section The section.
 * @returns {string} JSON.
 */
export function serializeSection({ rows, ...record }) {
  const lines = rows.map(({ labels, figures, ratios }) =>
    JSON.stringify({ labels, figures: mapValues(figures, packFigure), ratios: mapValues(ratios, packFigure) })
  )
  return `${JSON.stringify(record).slice(0, -1)},"rows":[\n${lines.join(',\n')}\n]}\n`
}

/**
 * Reads what `serializeSection` wrote.
 *
 * @param {string} text JSON.
 * @returns {SectionRecord} The section.
 */
export function parseSection(text) {
  /** @type {Omit<SectionRecord, 'rows'> & { rows: PackedRow[] }} */
  const { rows, ...record } = parseJson(text)
  return {
    ...record,
    rows: rows.map(({ labels, figures, ratios }) => ({
      labels,
      figures: mapValues(figures, unpackFigure),
      ratios: mapValues(ratios, unpackFigure)
    }))
  }
}

/** @typedef {import('../measure/figure.mjs').Figure} Figure */
/** @typedef {[median: number, low: number, high: number, rounds: number]} PackedFigure */

/**
 * @typedef {{
 *   labels: Row['labels']
 *   figures: Record<string, PackedFigure>
 *   ratios: Record<string, PackedFigure>
 * }} PackedRow
 */

/**
 * @param {Figure} figure
 * @returns {PackedFigure}
 */
function packFigure({ median, low, high, rounds }) {
  return [round(median), round(low), round(high), rounds]
}

/**
 * @param {PackedFigure} packed
 * @returns {Figure}
 */
function unpackFigure([median, low, high, rounds]) {
  return { median, low, high, rounds }
}

/**
 * @template T, U
 * @param {Record<string, T>} record
 * @param {(value: T) => U} change
 */
function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}

/**
 * Five digits are more than any figure is worth.
 *
 * @param {number} value
 */
function round(value) {
  return Number(value.toPrecision(5))
}
