import { describe, expect, test, vi } from 'vitest'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import { withCaller } from '../../src/errors/refused-caller.ts'
import { withChallenge, withHint } from '../../src/errors/hints.ts'
import { publishRefusal } from '../../src/events/publish-refusal.ts'
import { recordEvents } from '../support/record-events.ts'

const request = { method: 'GET', url: '/messages?access_token=secret', headers: {} }
const decision = { request, milliseconds: 5 }

test('publishes a refusal with its reason, page, stage, request without query, and duration', () => {
  const events = recordEvents()
  const cause = { claim: 'aud' }
  publishRefusal(
    new ProtectedResourceError('audience_mismatch', { hint: 'look there', cause }),
    decision,
    false
  )
  expect(events).toEqual([
    {
      type: 'request_refused',
      method: 'GET',
      path: '/messages',
      code: 'audience_mismatch',
      page: '/errors#audience_mismatch',
      stage: 'claims',
      status: 401,
      hint: 'look there',
      cause,
      issuer: undefined,
      clientId: undefined,
      milliseconds: 5
    }
  ])
})

test('publishes issuer and client of a verified token, also after a hint or challenge was added', () => {
  const events = recordEvents()
  const caller = { issuer: 'https://as.example.test', clientId: 'spa' }
  const error = withCaller(new ProtectedResourceError('scope_insufficient'), caller)
  publishRefusal(error, decision, false)
  publishRefusal(withHint(error, { scope_insufficient: 'ask for it' }), decision, false)
  publishRefusal(withChallenge(error, { scope: ['read'] }), decision, false)
  expect(events).toMatchObject([caller, caller, caller])
})

test('publishes a refusal without request, without method and path', () => {
  const events = recordEvents()
  publishRefusal(new ProtectedResourceError('token_revoked'), { request: undefined, milliseconds: 1 }, false)
  expect(events).toMatchObject([{ code: 'token_revoked', method: undefined, path: undefined }])
})

test('does not publish what is not a refusal', () => {
  const events = recordEvents()
  for (const error of [new Error('a defect'), 'audience_mismatch', undefined]) {
    publishRefusal(error, decision, true)
  }
  expect(events).toEqual([])
})

test('does not read a refusal without subscribers', () => {
  const error = new ProtectedResourceError('audience_mismatch')
  Object.defineProperty(error, 'code', {
    get() {
      throw new Error('read')
    }
  })
  expect(() => publishRefusal(error, decision, false)).not.toThrow()
})

describe('with the option explain', () => {
  test('writes a refusal to the terminal in one line', () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    publishRefusal(new ProtectedResourceError('audience_mismatch', { hint: 'look there' }), decision, true)
    expect(written.mock.calls).toEqual([
      [
        'portcullis refused GET /messages: 401 audience_mismatch: look there; docs: /errors#audience_mismatch\n'
      ]
    ])
    written.mockRestore()
  })
})
