// #region metrics
import { subscribe } from 'node:diagnostics_channel'
import { EVENT_CHANNEL, type PortcullisEvent } from '@portcullis/core'
import { Counter, Histogram } from 'prom-client'

const requests = new Counter({
  name: 'portcullis_requests_total',
  help: 'Requests by the outcome of authentication and guards',
  labelNames: ['outcome']
})
const fetches = new Counter({
  name: 'portcullis_fetches_total',
  help: 'Fetches of metadata and keys',
  labelNames: ['issuer', 'document', 'outcome']
})
const duration = new Histogram({
  name: 'portcullis_decision_seconds',
  help: 'Time until a request was admitted or refused',
  buckets: [0.00001, 0.0001, 0.001, 0.01, 0.1, 1]
})

subscribe(EVENT_CHANNEL, (message) => {
  const event = message as PortcullisEvent
  switch (event.type) {
    case 'request_authenticated':
      requests.inc({ outcome: 'authenticated' })
      duration.observe(event.milliseconds / 1000)
      break
    case 'request_refused':
      requests.inc({ outcome: event.code })
      duration.observe(event.milliseconds / 1000)
      break
    case 'fetch_succeeded':
      fetches.inc({ issuer: event.issuer, document: event.document, outcome: 'succeeded' })
      break
    case 'fetch_failed':
      fetches.inc({ issuer: event.issuer, document: event.document, outcome: event.reason })
      break
    default:
  }
})
// #endregion
