import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** A warning of the process, as Node.js delivers it. */
export type Warning = Error & { code?: string }

/**
 * Takes the warnings that a test expects, until it is over: Node.js does not print them.
 *
 * @returns Waits for the next warning.
 */
export function takeWarnings(): () => Promise<Warning> {
  const printers = process.listeners('warning')
  process.removeAllListeners('warning')
  onTestFinished(() => {
    process.removeAllListeners('warning')
    for (const print of printers) process.on('warning', print)
  })
  return async () => {
    const [warning] = (await once(process, 'warning')) as [Warning]
    return warning
  }
}
