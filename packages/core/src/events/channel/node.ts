import { channel } from 'node:diagnostics_channel'
import { emitWarning, stderr } from 'node:process'
import { debuglog } from 'node:util'
import { describeRefusal } from '../describe-refusal.ts'
import { EVENT_CHANNEL, type PortcullisEvent, type RequestRefused } from '../events.ts'

const events = channel(EVENT_CHANNEL)

/** Writes to the terminal if the environment variable `NODE_DEBUG` names `portcullis`. */
const debug = debuglog('portcullis')
const isDebugging = debug.enabled

/**
 * Returns whether anything listens. Without listeners, no event is created.
 *
 * @returns Whether the channel has subscribers, or `NODE_DEBUG` names this package.
 */
export function hasListeners(): boolean {
  return events.hasSubscribers || isDebugging
}

/**
 * Publishes an event. A subscriber that throws does not disturb the request (`diagnostics_channel` reports it
 * as an uncaught error).
 *
 * @param event The event.
 */
export function publish(event: PortcullisEvent): void {
  if (isDebugging && event.type === 'request_refused') debug('%s', describeRefusal(event))
  events.publish(event)
}

/**
 * Subscribes to the events of this process.
 *
 * @param listener Called for each event, inside of the request.
 * @returns A function that unsubscribes.
 */
export function subscribe(listener: (event: PortcullisEvent) => void): () => void {
  // Only this package publishes on the channel.
  const onMessage = (message: unknown): void => listener(message as PortcullisEvent)
  events.subscribe(onMessage)
  return () => events.unsubscribe(onMessage)
}

/**
 * Writes a refusal to the terminal, unless `NODE_DEBUG` does so already.
 *
 * @param event The refusal.
 */
export function explainOnTerminal(event: RequestRefused): void {
  if (!isDebugging) stderr.write(`portcullis ${describeRefusal(event)}\n`)
}

/**
 * Warns the developer, once per occasion, through the warnings of the process.
 *
 * @param code A stable code.
 * @param message What is wrong and what to change.
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
