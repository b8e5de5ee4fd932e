import type { PortcullisEvent } from '../events.ts'

/**
 * Where there is no `node:diagnostics_channel`, nobody listens.
 *
 * @returns False.
 */
export function hasListeners(): boolean {
  return false
}

/**
 * Does nothing: there is nobody to hear it.
 *
 * @param _event The event.
 */
export function publish(_event: PortcullisEvent): void {}

/**
 * Warns the developer on the console.
 *
 * @param code A stable code.
 * @param message What is odd and what to do about it.
 */
export function warn(code: string, message: string): void {
  console.warn(`[${code}] ${message}`)
}

/**
 * Returns whether this process is one of several that share a port; unknown here.
 *
 * @returns False.
 */
export function isClusterWorker(): boolean {
  return false
}
