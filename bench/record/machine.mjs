import { readFileSync } from 'node:fs'
import { cpus, totalmem, type } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { canPin } from '../measure/cores.mjs'
import { parseJson } from '../parse-json.mjs'

/**
 * On what was measured. No name and no address of the machine is in it.
 *
 * @typedef {{
 *   node: string
 *   openssl: string
 *   system: string
 *   processor: string
 *   cores: number
 *   memory: string
 *   pinned: boolean
 * }} Machine
 */

/**
 * Describes the machine and the runtime.
 *
 * @returns {Machine} The description.
 */
export function describeMachine() {
  const processors = cpus()
  return {
    node: process.versions.node,
    openssl: process.versions.openssl,
    system: `${type()} ${process.arch}`,
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    pinned: canPin
  }
}

/**
 * Reads which versions of the packages are installed that the benchmark depends on.
 *
 * @returns {Record<string, string>} Versions by name.
 */
export function readVersions() {
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = parseJson(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return dependencies
}

/**
 * Listens for a moment to what else the machine does, while this program does nothing.
 *
 * @returns {Promise<number>} Which part of all cores is busy, from 0 to 1; what is more than 0.05 disturbs.
 */
export async function measureBusyness() {
  const before = readTimes()
  await setTimeout(500)
  const after = readTimes()
  const total = after.total - before.total
  return total === 0 ? 0 : 1 - (after.idle - before.idle) / total
}

function readTimes() {
  let idle = 0
  let total = 0
  for (const { times } of cpus()) {
    idle += times.idle
    total += times.user + times.nice + times.sys + times.idle + times.irq
  }
  return { idle, total }
}
