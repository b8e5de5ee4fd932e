import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Whether programs can be bound to one core: Linux, with `taskset`, and more than one core. */
export const canPin =
  process.platform === 'linux' &&
  availableParallelism() > 1 &&
  spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0

/** Where servers run, and where their load comes from. */
export const SERVER_CORE = 0
export const LOAD_CORE = 1

/**
 * Binds a command to one core, where that is possible.
 *
 * @param {readonly string[]} command The command.
 * @param {number} [core] The core; any, if there is none.
 * @returns {readonly string[]} The command to start instead.
 */
export function pinned(command, core) {
  return canPin && core !== undefined ? ['taskset', '-c', String(core), ...command] : command
}
