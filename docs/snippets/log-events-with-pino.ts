// #region log
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { EVENT_CHANNEL, type PortcullisEvent } from '@portcullis/core'
import type { FastifyBaseLogger } from 'fastify'

const LEVELS: Partial<Record<PortcullisEvent['type'], 'info' | 'warn' | 'error'>> = {
  request_refused: 'info',
  key_set_replaced: 'info',
  key_skipped: 'warn',
  fetch_failed: 'warn',
  key_set_stale: 'warn',
  key_set_expired: 'error'
}

/** Writes events to a pino logger: `app.log` of Fastify, or your own. Returns a function that stops it. */
export function logEvents(logger: FastifyBaseLogger): () => void {
  const write = (message: unknown) => {
    const { type, ...details } = message as PortcullisEvent
    logger[LEVELS[type] ?? 'debug'](details, `portcullis: ${type}`)
  }
  subscribe(EVENT_CHANNEL, write)
  return () => unsubscribe(EVENT_CHANNEL, write)
}
// #endregion
