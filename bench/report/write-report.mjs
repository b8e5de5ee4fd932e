import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { majorOf, readAllResults } from '../record/results.mjs'
import { FURTHER_CHAPTERS } from './document-rest.mjs'
import { CHAPTERS } from './document.mjs'
import { drawPicture, PICTURES } from './pictures.mjs'
import { writeTable } from './table.mjs'

/** @typedef {import('../record/results.mjs').Results} Results */
/** @typedef {import('./document.mjs').Chapter} Chapter */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = { full: 'docs', quick: 'reports' }

/**
 * Writes the page, its pictures, and the page with all data: full results to `docs/`, quick ones to
 * `reports/`.
 *
 * @param {'full' | 'quick'} mode Which results.
 * @returns {Promise<string[]>} The files, relative to the repository.
 */
export async function writeReport(mode) {
  const all = readAllResults(mode)
  const newest = all.at(-1)
  if (newest === undefined) return []
  const folder = FOLDERS[mode]
  const pictures = await drawPictures(newest, folder)
  const page = CHAPTERS.map((chapter) => summarize(newest, chapter, pictures))
  const data = [...CHAPTERS, ...FURTHER_CHAPTERS].map((chapter) => writeChapter(all, chapter))
  return [
    await writePage(join(folder, 'benchmarks.md'), [introduce(mode, newest), ...page, MORE]),
    await writePage(join(folder, 'benchmarks/data.md'), [DATA, ...data, describeRuns(all)]),
    ...pictures.values()
  ]
}

/**
 * @param {string} file
 * @param {readonly string[]} parts
 */
async function writePage(file, parts) {
  const text = parts.filter((part) => part !== '').join('\n\n')
  writeFileSync(join(ROOT, file), await format(text, { parser: 'markdown', printWidth: 110 }))
  return file
}

/**
 * @param {Results} results
 * @param {string} folder
 */
async function drawPictures(results, folder) {
  mkdirSync(join(ROOT, folder, 'benchmarks'), { recursive: true })
  /** @type {Map<string, string>} */
  const written = new Map()
  for (const picture of Object.values(PICTURES)) {
    const svg = await drawPicture(results, picture)
    if (svg === undefined) continue
    const file = join(folder, 'benchmarks', picture.file)
    writeFileSync(join(ROOT, file), `${svg}\n`)
    written.set(picture.file, file)
  }
  return written
}

const GENERATED = '<!-- Written by `npm run bench`. Do not edit. -->'

/**
 * @param {'full' | 'quick'} mode
 * @param {Results} newest
 */
function introduce(mode, newest) {
  const warning =
    mode === 'quick'
      ? '\n\n**A quick run: it shows whether something became much slower, and nothing else.**'
      : ''
  return `# Benchmarks

${GENERATED}

For developers who compare the speed of libraries. By the end, you know the three figures that matter most and can reproduce each one.

The libraries run in separate processes and take turns, A B C A B C, until the ratios are steady. A cell is the median of all rounds ± half the distance of the quartiles. Ratios are formed within each round. **Only ratios can be compared between machines.** The tables are for Node.js ${majorOf(newest)}.${warning}`
}

const MORE = `## More

[All data](./benchmarks/data.md) has every algorithm and version of Node.js: DPoP, invalid tokens, floods, memory, start-up, installed size, and the machine.

\`\`\`sh
npm run bench                                   # everything; takes an hour and a half on an idle machine
npm run bench -- --only fresh,hits              # some of it; the rest stays as it was
npm run bench -- --quick                        # a short version in less than two minutes, to reports/benchmarks.md
npm run bench -- --check                        # checks the last results against the targets; fails if one is missed
node scripts/on-node.mjs 24 npm run bench       # with another version of Node.js
\`\`\``

const DATA = `# Data of the benchmarks

${GENERATED}

For developers who want every figure behind the [benchmarks](../benchmarks.md). By the end, you can compare any two of them. A cell is the median of all rounds ± half the distance of the quartiles.`

/**
 * A chapter of the page: its picture, and a part of its first table for one version of Node.js.
 *
 * @param {Results} newest
 * @param {Chapter} chapter
 * @param {ReadonlyMap<string, string>} pictures
 */
function summarize(newest, { title, summary, picture, columns: shown = [], tables }, pictures) {
  const [first] = tables
  if (picture === undefined || summary === undefined || first === undefined) return ''
  const columns = first.plan.columns.filter((column) => shown.includes(column.title))
  const table = writeTable([newest], { ...first.plan, columns, isBrief: true })
  if (table === '') return ''
  const image = pictures.has(picture.file) ? `![${picture.text}](./benchmarks/${picture.file})` : ''
  return [`## ${title}`, summary, image, `**${first.caption}**`, table]
    .filter((part) => part !== '')
    .join('\n\n')
}

/**
 * @param {readonly Results[]} all
 * @param {Chapter} chapter
 */
function writeChapter(all, { title, text, tables }) {
  const written = tables
    .map(({ caption, plan }) => ({ caption, table: writeTable(all, plan) }))
    .filter(({ table }) => table !== '')
  if (written.length === 0) return ''
  const blocks = written.flatMap(({ caption, table }) =>
    caption === '' ? [table] : [`**${caption}**`, table]
  )
  return [`## ${title}`, text, ...blocks].join('\n\n')
}

/** @param {readonly Results[]} all */
function describeRuns(all) {
  const machines = all.map((results) => {
    const { cores, memory, system, openssl, pinned, node } = results.machine
    const place = pinned ? 'servers and load bound to one core each' : 'nothing bound to a core'
    return `- Node.js ${node} (OpenSSL ${openssl}), ${system}, ${cores} cores, ${memory}; ${place}.`
  })
  const sections = all.flatMap((results) =>
    Object.entries(results.sections).map(
      ([name, { date, processor, seconds, busy }]) =>
        `| ${name} | ${majorOf(results)} | ${date} | ${processor} | ${Math.round(seconds)} | ${Math.round(busy * 100)} % |`
    )
  )
  const versions = Object.entries(all.at(-1)?.versions ?? {}).map(([name, version]) => `${name} ${version}`)
  return [
    '## Machine, versions, dates',
    machines.join('\n'),
    versions.join(', '),
    [
      '| section | Node | date | processor | seconds | machine busy before |',
      '| --- | ---: | --- | --- | ---: | ---: |',
      ...sections
    ].join('\n')
  ].join('\n\n')
}
