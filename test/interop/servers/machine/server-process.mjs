import { fork } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const SUPERVISOR = fileURLToPath(new URL('supervisor.mjs', import.meta.url))
const LINES_OF_LOG = 25

/**
 * @typedef {object} ProcessSettings
 * @property {string[]} command Command and arguments.
 * @property {string} folder Where it runs.
 * @property {string} logFile What it prints goes there.
 * @property {Record<string, string>} [environment] Variables besides our own.
 * @property {string} readyUrl Answers 200 once the server is ready.
 * @property {number} readyWithinSeconds When to give up on it.
 */
/** @typedef {{ stop(): Promise<void>; signal(name: 'SIGHUP'): void }} ServerProcess */

/**
 * Starts a server and waits until it is ready. It ends with this process at the latest, and its children with
 * it.
 *
 * @param {ProcessSettings} settings What to start.
 * @returns {Promise<ServerProcess>} The running server.
 */
export async function startServer(settings) {
  const log = openSync(settings.logFile, 'a')
  const child = fork(SUPERVISOR, settings.command, {
    cwd: settings.folder,
    env: { ...process.env, ...settings.environment },
    execArgv: [],
    stdio: ['ignore', log, log, 'ipc'],
    detached: true
  })
  closeSync(log)
  const ended = once(child, 'exit')
  child.unref()
  child.channel?.unref()
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.ref()
    child.kill('SIGTERM')
    await ended
  }
  try {
    await untilReady(settings, () => child.exitCode !== null)
  } catch (error) {
    await stop()
    throw error
  }
  return { stop, signal: (name) => void child.kill(name) }
}

/**
 * @param {ProcessSettings} settings What was started.
 * @param {() => boolean} hasEnded Whether there is nothing to wait for.
 */
async function untilReady({ readyUrl, readyWithinSeconds, logFile, command }, hasEnded) {
  const deadline = performance.now() + readyWithinSeconds * 1000
  while (!(await answers(readyUrl))) {
    const why = hasEnded() ? 'ended' : `was not ready within ${readyWithinSeconds} s`
    if (hasEnded() || performance.now() > deadline)
      throw new Error(`${command[0]} ${why}:\n${endOf(logFile)}`)
    await wait(50)
  }
}

/** @param {string} url Of a page that is there when the server is. */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

/** @param {string} logFile Where the server printed to. */
function endOf(logFile) {
  return readFileSync(logFile, 'utf8').split('\n').slice(-LINES_OF_LOG).join('\n')
}
