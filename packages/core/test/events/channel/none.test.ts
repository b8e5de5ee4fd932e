import { afterEach, expect, test, vi } from 'vitest'
import {
  explainOnTerminal,
  hasListeners,
  publish,
  subscribe,
  warn
} from '../../../src/events/channel/none.ts'
import { recordEvents } from '../../support/record-events.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const event = { type: 'key_set_expired', issuer: 'https://as.example.test', ageSeconds: 1 } as const
const refusal = {
  type: 'request_refused',
  method: 'GET',
  path: '/messages',
  code: 'token_expired',
  page: '/errors#token_expired',
  stage: 'claims',
  status: 401,
  hint: undefined,
  cause: undefined,
  issuer: undefined,
  clientId: undefined,
  milliseconds: 1
} as const

test('without a channel only listeners of the package hear events, until they unsubscribe', () => {
  const events = recordEvents()
  const heard: unknown[] = []
  expect(hasListeners()).toBe(false)
  const unsubscribe = subscribe((one) => void heard.push(one))
  expect(hasListeners()).toBe(true)
  publish(event)
  unsubscribe()
  publish(event)
  expect([hasListeners(), heard, events]).toEqual([false, [event], []])
})

test('without a channel a listener that throws disturbs neither the request nor other listeners', () => {
  const written = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const fault = new Error('a fault of the listener')
  const heard: unknown[] = []
  const stops = [
    subscribe(() => {
      throw fault
    }),
    subscribe((one) => void heard.push(one))
  ]
  expect(() => publish(event)).not.toThrow()
  for (const stop of stops) stop()
  expect([written.mock.calls, heard]).toEqual([[[fault]], [event]])
})

test('without a channel warnings and explained refusals go to the console', () => {
  const written = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  warn('PORTCULLIS_TEST', 'something is odd')
  explainOnTerminal(refusal)
  expect(written.mock.calls).toEqual([
    ['[PORTCULLIS_TEST] something is odd'],
    ['portcullis refused GET /messages: 401 token_expired; docs: /errors#token_expired']
  ])
})
