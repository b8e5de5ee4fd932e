import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const compiler = fileURLToPath(import.meta.resolve('@typescript/native/bin/tsc'))
const packages = ['core', 'express', 'fastify', 'testing', 'cli'].map((name) => `packages/${name}`)

/** Builds the packages before the suites that start programs, since Node.js 20 runs only what was built. */
export function setup(): void {
  const root = fileURLToPath(new URL('..', import.meta.url))
  execFileSync(process.execPath, [compiler, '-b', ...packages], { cwd: root, stdio: 'inherit' })
}
