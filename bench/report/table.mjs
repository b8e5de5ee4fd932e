import { majorOf } from '../record/results.mjs'
import { select } from '../record/select.mjs'
import { formatFigure } from './format.mjs'

/** @typedef {import('../record/results.mjs').Results} Results */
/** @typedef {import('../sections/section.mjs').Row} Row */

/**
 * Whether a row is about a setting that only explains a cost: the page and its pictures do without it.
 *
 * @param {unknown} name
 */
export const isDetail = (name) => String(name).endsWith(', remembers nothing')

/**
 * A column: which quantity, as a figure divided by its unit, or as a ratio.
 *
 * @typedef {{ title: string; kind: 'figures' | 'ratios'; quantity: string; unit?: number }} Column
 */

/**
 * A table: the rows of a section with certain labels; the label `rows` distinguishes them and is shown under
 * `head`. A brief one has no versions of Node.js and no rows of settings that only explain a cost.
 *
 * @typedef {{
 *   section: string
 *   labels?: Record<string, string | number>
 *   rows: string
 *   head: string
 *   columns: readonly Column[]
 *   isBrief?: boolean
 * }} TablePlan
 */

/**
 * Writes a table in Markdown. Every version of Node.js has its own columns.
 *
 * @param {readonly Results[]} all The results of all versions.
 * @param {TablePlan} plan The table.
 * @returns {string} Markdown; empty if nothing was measured.
 */
export function writeTable(all, { section, labels = {}, rows: label, head, columns, isBrief = false }) {
  const measured = all
    .map((results) => ({ major: majorOf(results), rows: select(results, section, labels) }))
    .filter(({ rows }) => rows.length > 0)
  const names = [...new Set(measured.flatMap(({ rows }) => rows.map((row) => row.labels[label])))].filter(
    (name) => !isBrief || !isDetail(name)
  )
  if (names.length === 0) return ''
  const heads = measured.flatMap(({ major }) =>
    columns.map(({ title }) => (isBrief ? title : `${title}, Node ${major}`))
  )
  const lines = names.map((name) =>
    measured.flatMap(({ rows }) => {
      const row = rows.find((each) => each.labels[label] === name)
      return columns.map((column) => cellOf(row, column))
    })
  )
  return [
    rowOf([head, ...heads]),
    rowOf(['---', ...heads.map(() => '---:')]),
    ...lines.map((cells, index) => rowOf([nameOf(names[index]), ...cells]))
  ].join('\n')
}

/**
 * @param {Row | undefined} row
 * @param {Column} column
 */
function cellOf(row, { kind, quantity, unit }) {
  return formatFigure(row?.[kind][quantity], unit)
}

/** @param {readonly string[]} cells */
function rowOf(cells) {
  return `| ${cells.join(' | ')} |`
}

/** @param {string | number | undefined} name */
function nameOf(name) {
  const text = typeof name === 'number' ? name.toLocaleString('en-US') : String(name)
  return text.startsWith('portcullis') || text.startsWith('@portcullis') ? `**${text}**` : text
}
