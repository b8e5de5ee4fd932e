import { afterEach, expect, test, vi } from 'vitest'
import { hasListeners, publish, warn } from '../../../src/events/channel/none.ts'
import { recordEvents } from '../../support/record-events.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('where there is no channel nobody listens, and nobody hears', () => {
  const events = recordEvents()
  publish({ type: 'key_set_expired', issuer: 'https://as.example.test', ageSeconds: 1 })
  expect([hasListeners(), events]).toEqual([false, []])
})

test('where there is no channel warnings go to the console', () => {
  const written = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  warn('PORTCULLIS_TEST', 'something is odd')
  expect(written).toHaveBeenCalledWith('[PORTCULLIS_TEST] something is odd')
})
