import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseJson } from '../parse-json.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** @typedef {{ name: string; folder: string; bytes: number }} InstalledPackage */

/**
 * Adds up what installing a package puts on the disk: its own files as they are published, and its
 * dependencies as they are installed here. Peer dependencies are there anyway.
 *
 * @param {string} name The package.
 * @returns {InstalledPackage[]} It, and everything that it needs.
 */
export function installedPackages(name) {
  /** @type {Map<string, InstalledPackage>} */
  const found = new Map()
  const pending = [findPackage(name, join(ROOT, 'bench'))]
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (found.has(folder)) continue
    const { name: own, dependencies = {} } = readManifest(folder)
    found.set(folder, { name: own, folder, bytes: isOurs(folder) ? publishedSize(folder) : sizeOf(folder) })
    for (const dependency of Object.keys(dependencies)) pending.push(findPackage(dependency, folder))
  }
  return [...found.values()]
}

/**
 * Looks where Node.js looks.
 *
 * @param {string} name
 * @param {string} from
 * @returns {string}
 */
function findPackage(name, from) {
  const local = join(ROOT, 'packages', name.replace('@portcullis/', ''))
  if (name.startsWith('@portcullis/')) return local
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return candidate
  }
  throw new Error(`${name} is not installed`)
}

/**
 * @param {string} folder
 * @returns {{ name: string; dependencies?: Record<string, string> }}
 */
function readManifest(folder) {
  return parseJson(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** @param {string} folder */
function isOurs(folder) {
  return folder.startsWith(join(ROOT, 'packages'))
}

/** @param {string} folder */
function publishedSize(folder) {
  const report = execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: folder, encoding: 'utf8' })
  /** @type {[{ unpackedSize: number }]} */
  const [{ unpackedSize }] = parseJson(report)
  return unpackedSize
}

/**
 * @param {string} path
 * @returns {number}
 */
function sizeOf(path) {
  const status = lstatSync(path)
  if (!status.isDirectory()) return status.size
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}
