import { describeRefusal } from '../describe-refusal.ts'
import type { PortcullisEvent, RequestRefused } from '../events.ts'

// Without `node:diagnostics_channel`, only listeners inside of this package hear events.
const listeners = new Set<(event: PortcullisEvent) => void>()

/**
 * Returns whether anything listens. Without listeners, no event is created.
 *
 * @returns Whether `subscribe` was called.
 */
export function hasListeners(): boolean {
  return listeners.size > 0
}

/**
 * Publishes an event. A listener that throws does not disturb the request: the console gets the error.
 *
 * @param event The event.
 */
export function publish(event: PortcullisEvent): void {
  for (const listener of listeners) {
    try {
      listener(event)
    } catch (error) {
      console.error(error)
    }
  }
}

/**
 * Subscribes to the events of this copy of the package.
 *
 * @param listener Called for each event, inside of the request.
 * @returns A function that unsubscribes.
 */
export function subscribe(listener: (event: PortcullisEvent) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Writes a refusal to the console.
 *
 * @param event The refusal.
 */
export function explainOnTerminal(event: RequestRefused): void {
  console.warn(`portcullis ${describeRefusal(event)}`)
}

/**
 * Warns the developer on the console.
 *
 * @param code A stable code.
 * @param message What is wrong and what to change.
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
