import { channel } from 'node:diagnostics_channel'
import { describe, expect, test } from 'vitest'
import { hasListeners, publish, warn } from '../../../src/events/channel/node.ts'
import { EVENT_CHANNEL } from '../../../src/events/events.ts'
import { recordEvents } from '../../support/record-events.ts'
import { takeWarnings } from '../../support/take-warnings.ts'

const event = { type: 'key_set_expired', issuer: 'https://as.example.test', ageSeconds: 1 } as const

describe('the channel of Node.js', () => {
  test('has listeners after the first subscription, and not before', () => {
    expect(hasListeners()).toBe(false)
    recordEvents()
    expect(hasListeners()).toBe(true)
  })

  test('delivers an event to every listener, under its public name', () => {
    const one = recordEvents()
    const other = recordEvents()
    publish(event)
    expect([one, other]).toEqual([[event], [event]])
    expect(channel('portcullis').hasSubscribers).toBe(true)
    expect(EVENT_CHANNEL).toBe('portcullis')
  })

  test('publishes without subscribers, and does not throw', () => {
    expect(() => publish(event)).not.toThrow()
  })

  test('warns on the channel of the process', async () => {
    const warned = takeWarnings()()
    warn('PORTCULLIS_TEST', 'something is odd')
    const { name, code, message } = await warned
    expect([name, code, message]).toEqual(['PortcullisWarning', 'PORTCULLIS_TEST', 'something is odd'])
  })
})
