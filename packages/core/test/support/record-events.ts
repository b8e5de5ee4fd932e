import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { onTestFinished } from 'vitest'
import { EVENT_CHANNEL, type PortcullisEvent } from '../../src/events/events.ts'

/** Records what is published until the test is over. */
export function recordEvents(): readonly PortcullisEvent[] {
  const events: PortcullisEvent[] = []
  // Only this library publishes on the channel.
  const record = (message: unknown): void => void events.push(message as PortcullisEvent)
  subscribe(EVENT_CHANNEL, record)
  onTestFinished(() => void unsubscribe(EVENT_CHANNEL, record))
  return events
}
