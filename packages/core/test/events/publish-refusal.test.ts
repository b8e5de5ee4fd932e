import { expect, test } from 'vitest'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import { publishRefusal } from '../../src/events/publish-refusal.ts'
import { recordEvents } from '../support/record-events.ts'

test('a refusal is published with its reason, hint and cause', () => {
  const events = recordEvents()
  const cause = { claim: 'aud' }
  publishRefusal(new ProtectedResourceError('audience_mismatch', { hint: 'look there', cause }))
  expect(events).toEqual([
    { type: 'request_refused', code: 'audience_mismatch', status: 401, hint: 'look there', cause }
  ])
})

test('what is no refusal is not published', () => {
  const events = recordEvents()
  publishRefusal(new Error('a defect'))
  publishRefusal('audience_mismatch')
  publishRefusal(undefined)
  expect(events).toEqual([])
})

test('nothing is published where nobody listens', () => {
  const error = new ProtectedResourceError('audience_mismatch')
  Object.defineProperty(error, 'code', {
    get() {
      throw new Error('somebody looked')
    }
  })
  expect(() => publishRefusal(error)).not.toThrow()
})
