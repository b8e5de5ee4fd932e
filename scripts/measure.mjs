// Installed size and import time of the packages, as tables: `node scripts/measure.mjs [processes]`.
// Packs the last build, installs it into a folder outside of the repository, and measures there.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packPackages } from './pack.mjs'

const PACKAGES = ['@portcullis/core', '@portcullis/express', '@portcullis/fastify']
const processes = Number(process.argv[2] ?? 21)

if (!Number.isInteger(processes) || processes < 1) {
  console.error('usage: node scripts/measure.mjs [number of processes for each import time]')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'portcullis-measure-'))
try {
  const tarballs = pack()
  const sizes = measureSizes(tarballs)
  printTable(['package, installed', 'KB', 'files'], sizes)
  console.log()
  printTable([`import, median of ${processes} cold processes`, 'ms'], measureImports(tarballs))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @returns {Map<string, string>} From the name of each measured package to its tarball. */
function pack() {
  const measured = packPackages(folder).filter(({ name }) => PACKAGES.includes(name))
  return new Map(measured.map(({ name, path }) => [name, path]))
}

/**
 * Installs the core alone.
 *
 * @param {Map<string, string>} tarballs
 */
function measureSizes(tarballs) {
  const project = install('size', ['@portcullis/core'], tarballs)
  const modules = join(project, 'node_modules')
  const rows = ['@portcullis/core', 'jose', 'lru-cache'].map((name) => [name, ...sizeOf(join(modules, name))])
  const total = [1, 2].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0))
  return [...rows, ['together', ...total]]
}

/**
 * Installs the adapters with their dependencies. They do not load the frameworks.
 *
 * @param {Map<string, string>} tarballs
 */
function measureImports(tarballs) {
  const project = install('import', [...tarballs.keys()], tarballs)
  const modules = ['jose', ...tarballs.keys()]
  /** @type {Map<string, number[]>} */
  const times = new Map(modules.map((name) => [name, []]))
  // In turns, so that a busy moment of the machine does not hit only one of them.
  for (let turn = 0; turn < processes; turn += 1) {
    for (const [name, measured] of times) measured.push(importOnce(name, project))
  }
  return [...times].map(([name, measured]) => [name, median(measured).toFixed(1)])
}

/**
 * @param {string} name
 * @param {string} project
 */
function importOnce(name, project) {
  const program = `const start = performance.now(); await import('${name}'); console.log(performance.now() - start)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: project }))
}

/**
 * @param {string} name Of the folder.
 * @param {string[]} dependencies
 * @param {Map<string, string>} tarballs
 */
function install(name, dependencies, tarballs) {
  const project = join(folder, name)
  mkdirSync(project)
  /** @param {Iterable<string>} names */
  const fromTarballs = (names) =>
    Object.fromEntries([...names].map((each) => [each, `file:${tarballs.get(each)}`]))
  const manifest = { private: true, type: 'module', dependencies: fromTarballs(dependencies) }
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest))
  npm(
    ['install', '--prefer-offline', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'],
    project
  )
  return project
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
function npm(args, cwd) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

/**
 * @param {string} path
 * @returns {[kilobytes: number, files: number]}
 */
function sizeOf(path) {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const bytes = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0)
  return [Math.round(bytes / 1000), files.length]
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2
}

/**
 * @param {string[]} headings
 * @param {(string | number)[][]} rows
 */
function printTable(headings, rows) {
  const all = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => String(row[column]).length)))
  for (const row of all) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0
      return column === 0 ? String(cell).padEnd(width) : String(cell).padStart(width)
    })
    console.log(cells.join('  '))
  }
}
