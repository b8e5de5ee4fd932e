// Installs what a folder with a lock file of its own needs, unless it is installed already: `node scripts/install-in.mjs bench`.
// The benchmark and rarely used tools have such folders, so that an installation of the root stays small.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const [folder] = process.argv.slice(2)
if (folder === undefined || !existsSync(join(folder, 'package-lock.json'))) {
  console.error('usage: node scripts/install-in.mjs <folder with a package-lock.json>')
  process.exit(2)
}

const wanted = resolve(folder, 'package-lock.json')
const installed = resolve(folder, 'node_modules', '.installed-lock.json')

if (!existsSync(installed) || readFileSync(installed, 'utf8') !== readFileSync(wanted, 'utf8')) {
  // In the folder, and not with --prefix: npm reads the .npmrc of the folder it runs in.
  const { status } = spawnSync('npm', ['ci'], { cwd: resolve(folder), stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  copyFileSync(wanted, installed)
}
