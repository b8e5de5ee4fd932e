import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Installs the peers that the benchmark compares with, which no other suite needs. */
export function setup(): void {
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  execFileSync(process.execPath, ['scripts/install-in.mjs', 'bench'], { cwd, stdio: 'inherit' })
}
