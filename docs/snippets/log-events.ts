// #region log
import { subscribe } from 'node:diagnostics_channel'
import { EVENT_CHANNEL, type PortcullisEvent } from '@portcullis/core'

subscribe(EVENT_CHANNEL, (message) => {
  const event = message as PortcullisEvent
  switch (event.type) {
    case 'request_refused':
      console.log(`refused with ${event.status}: ${event.code}${event.hint ? `: ${event.hint}` : ''}`)
      break
    case 'fetch_failed':
      console.warn(
        `${event.url}: ${event.reason} after ${Math.round(event.milliseconds)} ms (${event.phase})`
      )
      break
    case 'key_set_stale':
      console.warn(`${event.issuer} is unreachable; the last keys serve for ${event.remainingSeconds} s more`)
      break
    case 'key_set_expired':
      console.error(`${event.issuer} has been unreachable for too long: its tokens get a 503`)
      break
    default:
  }
})
// #endregion
