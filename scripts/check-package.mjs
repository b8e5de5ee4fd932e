// Checks the package in the current folder as npm would publish it, with publint and "are the types wrong":
// `npm run check-packages` runs it in every package.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const programs = fileURLToPath(new URL('../tools/checks/node_modules/', import.meta.url))

for (const [program, ...args] of [
  ['publint/src/cli.js', '--strict'],
  ['@arethetypeswrong/cli/dist/index.js', '--pack', '.']
]) {
  const { status } = spawnSync(process.execPath, [join(programs, program ?? ''), ...args], {
    stdio: 'inherit'
  })
  if (status !== 0) process.exit(status ?? 1)
}
