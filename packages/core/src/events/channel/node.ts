import { channel } from 'node:diagnostics_channel'
import { emitWarning } from 'node:process'
import { EVENT_CHANNEL, type PortcullisEvent } from '../events.ts'

const events = channel(EVENT_CHANNEL)

/**
 * Tells whether anyone listens, so that an event that nobody hears is not even made.
 *
 * @returns Whether anyone listens.
 */
export function hasListeners(): boolean {
  return events.hasSubscribers
}

/**
 * Publishes an event. A subscriber that throws does not disturb the request (`diagnostics_channel` reports it
 * as an uncaught error).
 *
 * @param event The event.
 */
export function publish(event: PortcullisEvent): void {
  events.publish(event)
}

/**
 * Warns the developer, once per occasion, on the process's own channel for that.
 *
 * @param code A stable code.
 * @param message What is odd and what to do about it.
 */
export function warn(code: string, message: string): void {
  emitWarning(message, { type: 'PortcullisWarning', code })
}

/**
 * Returns whether this process is one of several that `node:cluster` started, and so shares its port with
 * others. Processes that are started in other ways are not recognized.
 *
 * @returns Whether it is.
 */
export function isClusterWorker(): boolean {
  // Not imported: hardly any program uses it.
  const cluster: object | undefined = process.getBuiltinModule?.('node:cluster')
  return cluster !== undefined && Reflect.get(cluster, 'isWorker') === true
}
