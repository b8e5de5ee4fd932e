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
 * Writes the document and its pictures from all results that there are: full ones to `docs/`, quick ones to
 * `reports/`.
 *
 * @param {'full' | 'quick'} mode Which results.
 * @returns {Promise<string[]>} What was written, relative to the repository.
 */
export async function writeReport(mode) {
  const all = readAllResults(mode)
  const newest = all.at(-1)
  if (newest === undefined) return []
  const folder = FOLDERS[mode]
  const pictures = await drawPictures(newest, folder)
  const chapters = [...CHAPTERS, ...FURTHER_CHAPTERS].map((chapter) => writeChapter(all, chapter, pictures))
  const parts = [introduce(mode), ...chapters.filter((text) => text !== ''), describeRuns(all)]
  const file = join(folder, 'benchmarks.md')
  const text = await format(parts.join('\n\n'), { parser: 'markdown', printWidth: 110 })
  writeFileSync(join(ROOT, file), text)
  return [file, ...pictures.values()]
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

/** @param {'full' | 'quick'} mode */
function introduce(mode) {
  const warning =
    mode === 'quick'
      ? '\n\n**A quick run: good for seeing whether something got much slower, and for nothing else.**'
      : ''
  return `# Benchmarks

<!-- Written by \`npm run bench\`. Do not edit. -->

\`\`\`sh
npm run bench                                   # everything; takes an hour and a half, on a machine that does nothing else
npm run bench -- --only fresh,hits              # some of it; the rest stays as it was
npm run bench -- --quick                        # all of it in small, in less than two minutes, to reports/benchmarks.md
npm run bench -- --check                        # holds what was measured last against the targets; fails if one is missed
node scripts/on-node.mjs 24 npm run bench       # with another version of Node.js
\`\`\`

The candidates run in processes of their own and take turns, A B C A B C, until the ratios are steady. A cell is the
median of all rounds ± half the distance of the quartiles. Ratios are formed within each round. **Only ratios can be
compared between machines.**${warning}`
}

/**
 * @param {readonly Results[]} all
 * @param {Chapter} chapter
 * @param {ReadonlyMap<string, string>} pictures
 */
function writeChapter(all, { title, text, picture, tables }, pictures) {
  const written = tables
    .map(({ caption, plan }) => ({ caption, table: writeTable(all, plan) }))
    .filter(({ table }) => table !== '')
  if (written.length === 0) return ''
  const image =
    picture !== undefined && pictures.has(picture.file)
      ? [`![${picture.text}](./benchmarks/${picture.file})`]
      : []
  const blocks = written.flatMap(({ caption, table }) =>
    caption === '' ? [table] : [`**${caption}**`, table]
  )
  return [`## ${title}`, text, ...image, ...blocks].join('\n\n')
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
