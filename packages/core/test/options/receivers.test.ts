import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { resolveLogoutTokenOptions, resolveSecurityEventOptions } from '../../src/options/receiver-rows.ts'

const logout = (options: object) => () => resolveLogoutTokenOptions(options as never)
const events = (options: object) => () => resolveSecurityEventOptions(options as never)

describe('the options of receiveLogoutTokens', () => {
  test('have defaults, and keep the values that are set', () => {
    const replays = { add: () => true }
    expect(logout({ clientIds: ['web'] })()).toEqual({
      clientIds: ['web'],
      ends: 'session',
      replays: undefined
    })
    const given = { clientIds: ['a', 'b'], ends: 'subject', replays }
    expect(logout(given)()).toEqual(given)
  })

  test.each([
    [{}, '"clientIds" is required'],
    [{ clientIds: [] }, 'non-empty list'],
    [{ clientIds: 'web' }, 'non-empty list'],
    [{ clientIds: ['web'], ends: 'all' }, 'must be one of: session, subject'],
    [{ clientIds: ['web'], replays: {} }, 'must have the function add'],
    [{ clientId: ['web'] }, 'did you mean "clientIds"']
  ])('%j are refused: %s', (options, message) => {
    expect(logout(options)).toThrow(ConfigurationError)
    expect(logout(options)).toThrow(message)
  })
})

describe('the options of receiveSecurityEvents', () => {
  test('have defaults, and keep the values that are set', () => {
    const both = ['session-revoked', 'credential-change']
    const rest = { ends: 'session', replays: undefined, authorization: undefined }
    expect(events({ audience: 'a' })()).toEqual({ ...rest, audiences: ['a'], events: both })
    const given = { audience: ['a', 'b'], authorization: 'Bearer x', events: ['session-revoked'] }
    expect(events(given)()).toEqual({
      ...rest,
      audiences: ['a', 'b'],
      authorization: 'Bearer x',
      events: ['session-revoked']
    })
  })

  test.each([
    [{}, '"audience" is required'],
    [{ audience: [] }, 'non-empty string'],
    [{ audience: 'a', authorization: '' }, 'non-empty string'],
    [{ audience: 'a', events: [] }, 'session-revoked, credential-change'],
    [{ audience: 'a', events: ['session-revokd'] }, 'session-revoked, credential-change'],
    [{ audience: 'a', event: ['session-revoked'] }, 'did you mean "events"']
  ])('%j are refused: %s', (options, message) => {
    expect(events(options)).toThrow(ConfigurationError)
    expect(events(options)).toThrow(message)
  })
})
