import { spawnSync } from 'node:child_process'

/**
 * Whether `redis-server` is installed. Without it the suite is skipped with a line that says so; in CI that
 * is a failure.
 */
export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0

if (!hasRedis) {
  const remedy = 'redis-server is not installed (Debian: apt-get install redis-server)'
  if (process.env['CI'] !== undefined) throw new Error(remedy)
  console.warn(`suite redis skipped: ${remedy}`)
}
