// Writes a tarball of each package, as npm would publish it: `npm run pack [-- folder]`. Default folder: `tarballs`.
// Packs what was built last.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * @typedef {object} Tarball
 * @property {string} name Of the package.
 * @property {string} path Absolute.
 * @property {string[]} files Paths inside of it.
 */

/**
 * @typedef {object} PackReport What `npm pack --json` prints of a package.
 * @property {string} name
 * @property {string} filename
 * @property {{ path: string }[]} files
 */

/**
 * Packs every package.
 *
 * @param {string} folder Absolute path. Created if it does not exist.
 * @returns {Tarball[]} In the order of their names.
 */
export function packPackages(folder) {
  mkdirSync(folder, { recursive: true })
  const args = ['pack', '--json', '--workspace', 'packages', '--pack-destination', folder]
  const report = execFileSync('npm', [...args, '--loglevel', 'error'], { cwd: ROOT, encoding: 'utf8' })
  const packed = /** @type {PackReport[]} */ (JSON.parse(report))
  return packed.map(({ name, filename, files }) => ({
    name,
    path: join(folder, filename),
    files: files.map(({ path }) => path)
  }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? join(ROOT, 'tarballs'))
  for (const { path } of packPackages(folder)) console.log(relative(process.cwd(), path))
}
