import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
// By its place: the package exports no path to its command.
const compiler = fileURLToPath(new URL('../node_modules/@typescript/native/bin/tsc', import.meta.url))
const packages = readdirSync(join(root, 'packages'))
  .map((name) => join('packages', name))
  .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))

/** Builds the packages before the suites that start programs, since Node.js 20 runs only what was built. */
export function setup(): void {
  execFileSync(process.execPath, [compiler, '-b', ...packages], { cwd: root, stdio: 'inherit' })
  execFileSync(process.execPath, ['scripts/bundle.mjs'], { cwd: root, stdio: 'inherit' })
}
