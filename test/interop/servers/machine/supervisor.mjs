// Runs one command in a process group of its own and ends with whoever started it, however that one ended:
// the message channel to it closes even when it was killed. `server-process.mjs` starts this.
import { spawn } from 'node:child_process'

const SECONDS_TO_STOP = 20

const [command = '', ...args] = process.argv.slice(2)
const child = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] })

child.on('error', (error) => {
  console.error(`${command} could not be started: ${error.message}`)
  process.exit(127)
})
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))

process.on('SIGINT', () => {})
process.on('SIGHUP', () => signalGroup('SIGHUP'))
process.on('SIGTERM', () => {
  signalGroup('SIGTERM')
  setTimeout(() => signalGroup('SIGKILL'), SECONDS_TO_STOP * 1000).unref()
})
process.on('disconnect', () => {
  signalGroup('SIGKILL')
  process.exit(1)
})

/** @param {NodeJS.Signals} signal Which. */
function signalGroup(signal) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The group is gone already.
  }
}
