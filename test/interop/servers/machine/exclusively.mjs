import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Runs a task while no other process of this machine runs one under the same lock.
 *
 * @template T
 * @param {string} lock A folder that exists as long as the lock is held.
 * @param {() => Promise<T>} task What to run.
 * @returns {Promise<T>} What the task gave.
 */
export async function exclusively(lock, task) {
  const ownerFile = join(lock, 'pid')
  await mkdir(dirname(lock), { recursive: true })
  while (!(await take(lock))) {
    if (await isAbandoned(ownerFile)) await rm(lock, { recursive: true, force: true })
    else await wait(200)
  }
  try {
    await writeFile(ownerFile, String(process.pid))
    return await task()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

/** @param {string} lock The folder. */
async function take(lock) {
  try {
    await mkdir(lock)
    return true
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'EEXIST') return false
    throw error
  }
}

/** @param {string} ownerFile Holds the id of the process that took the lock; for a moment it is not there yet. */
async function isAbandoned(ownerFile) {
  const pid = Number(await readFile(ownerFile, 'utf8').catch(() => ''))
  if (pid === 0) return false
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}
