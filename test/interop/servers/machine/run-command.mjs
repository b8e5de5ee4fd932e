import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const BYTES_AT_MOST = 16 * 1024 * 1024

/**
 * Runs a command to its end.
 *
 * @param {[string, ...string[]]} command Command and arguments.
 * @param {{ folder?: string; environment?: Record<string, string> }} [settings] Where, and variables besides
 *   our own.
 * @returns {Promise<string>} What it printed, on both channels.
 * @throws When it fails; with what it printed.
 */
export async function runCommand([name, ...args], { folder, environment } = {}) {
  const options = {
    env: { ...process.env, ...environment },
    maxBuffer: BYTES_AT_MOST,
    ...(folder === undefined ? {} : { cwd: folder })
  }
  try {
    const { stdout, stderr } = await execute(name, args, options)
    return stdout + stderr
  } catch (error) {
    throw new Error(`${name} failed\n${printedBy(error)}`, { cause: error })
  }
}

/** @param {unknown} error Of `execFile`. */
function printedBy(error) {
  if (!(error instanceof Error)) return ''
  return ['stdout', 'stderr'].map((channel) => String(Reflect.get(error, channel))).join('\n')
}
