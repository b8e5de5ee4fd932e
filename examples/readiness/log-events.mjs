// #region log
import { subscribe } from 'node:diagnostics_channel'
import { EVENT_CHANNEL } from '@portcullis/core'

/** Events that need no attention. */
const QUIET = new Set(['fetch_started', 'fetch_succeeded', 'key_set_replaced'])

/** Writes a line for everything that happens to keys, and for every refusal. */
export function logEvents() {
  subscribe(EVENT_CHANNEL, (message) => {
    const { type, ...details } = /** @type {import('@portcullis/core').PortcullisEvent} */ (message)
    const write = QUIET.has(type) ? console.log : console.warn
    // The cause of a refusal is an error; its code and hint say what there is to know.
    write(type, JSON.stringify({ ...details, cause: undefined }))
  })
}
// #endregion
