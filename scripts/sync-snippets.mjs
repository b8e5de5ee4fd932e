// Fills the code blocks of the documents from files that are compiled and run: `npm run docs:snippets`.
//
//   <!-- docs/snippets/guards.ts#guards -->
//
//   ```ts
//   ```
//
// The path is relative to the document. `#name` takes the lines between `// #region name` and `// #endregion`;
// without it the whole file is taken. With --check nothing is written, and a block that is out of date is an error.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A marker, the lines between, and the block. */
const SNIPPET = /^<!-- (?<source>\S+\.\w+)(?:#(?<region>\S+))? -->\n+```\w+\n(?<text>.*?)^```$/gms

const FENCE = '```'

class SnippetError extends Error {}

const args = process.argv.slice(2)
const isCheck = args.includes('--check')
const given = args.filter((arg) => arg !== '--check')

try {
  const documents = given.length > 0 ? given.map((path) => resolve(path)) : findDocuments()
  const stale = documents.filter((path) => !sync(path))
  for (const path of stale) {
    console.log(`${isCheck ? 'out of date' : 'written'}: ${relative(process.cwd(), path)}`)
  }
  if (isCheck && stale.length > 0) {
    console.error('run npm run docs:snippets')
    process.exitCode = 1
  }
} catch (error) {
  if (!(error instanceof SnippetError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

/** The Markdown pages of the repository. */
function findDocuments() {
  const folders = ['packages', 'examples'].flatMap((parent) =>
    readdirSync(join(ROOT, parent)).map((name) => join(parent, name, 'README.md'))
  )
  const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md')
  )
  const all = ['README.md', 'tools/docs/home.md', ...folders, ...pages.map((name) => join('docs', name))]
  return all.map((path) => join(ROOT, path)).filter((path) => existsSync(path))
}

/**
 * @param {string} path Of a document.
 * @returns {boolean} Whether its blocks were up to date.
 */
function sync(path) {
  const before = readFileSync(path, 'utf8')
  let after = before
  for (const { 0: block, groups } of before.matchAll(SNIPPET)) {
    const { source = '', region, text = '' } = groups ?? {}
    const fresh = readSnippet(join(dirname(path), source), region)
    const filled = block.slice(0, block.length - FENCE.length - text.length) + fresh + FENCE
    after = after.replace(block, () => filled)
  }
  if (after === before) return true
  if (!isCheck) writeFileSync(path, after)
  return false
}

/**
 * @param {string} path
 * @param {string | undefined} region
 */
function readSnippet(path, region) {
  const name = relative(process.cwd(), path)
  if (!existsSync(path)) throw new SnippetError(`no file ${name}`)
  const text = readFileSync(path, 'utf8')
  if (region === undefined) return text
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.trim() === `// #region ${region}`)
  const length = lines.slice(start + 1).findIndex((line) => line.trim().startsWith('// #endregion'))
  if (start === -1 || length === -1) throw new SnippetError(`no region ${region} in ${name}`)
  return withoutIndent(lines.slice(start + 1, start + 1 + length))
}

/** @param {string[]} lines */
function withoutIndent(lines) {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const indent = Math.min(...indents)
  return `${lines.map((line) => line.slice(indent)).join('\n')}\n`
}
