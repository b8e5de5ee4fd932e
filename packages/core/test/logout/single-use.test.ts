import { createTestStores } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { verifies } from '../../../../test/requirements.ts'
import { openReceiving } from '../support/receiving-resource.ts'
import { recordEvents } from '../support/record-events.ts'

describe('a message that arrives again', () => {
  test(
    verifies('S-5', 'is refused if it is a logout token, and ends nothing that was issued since'),
    async () => {
      const { issuer, clock, receiveLogout, isRevoked } = await openReceiving()
      const events = recordEvents()
      const token = await issuer.issueLogoutToken()
      expect((await receiveLogout(token)).status).toBe(200)
      await clock.advance(10)
      const later = await issuer.issue()
      expect((await receiveLogout(token)).status).toBe(400)
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'logout_refused', code: 'token_replayed' })
      )
      expect(await isRevoked(later)).toBe(false)
    }
  )

  test('is acknowledged if it is a security event: transmitters repeat what was not confirmed', async () => {
    const { issuer, clock, receiveEvent, isRevoked } = await openReceiving()
    const events = recordEvents()
    const token = await issuer.issueSecurityEvent()
    expect((await receiveEvent(token)).status).toBe(202)
    await clock.advance(10)
    const later = await issuer.issue()
    expect((await receiveEvent(token)).status).toBe(202)
    expect(events.filter(({ type }) => type === 'logout_received')).toHaveLength(1)
    expect(await isRevoked(later)).toBe(false)
  })

  test('is refused by another process that shares the store', async () => {
    const { replays } = createTestStores()
    const { issuer, resource, receiveLogout } = await openReceiving({ logout: { replays } })
    const other = resource.receiveLogoutTokens({ clientIds: ['test-client'], replays })
    const token = await issuer.issueLogoutToken()
    expect((await receiveLogout(token)).status).toBe(200)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await other({ headers, body: { logout_token: token } })).status).toBe(400)
  })

  test('is a new one of another issuer, and as another kind of message', async () => {
    const { replays } = createTestStores()
    const { issuer, receiveLogout, receiveEvent } = await openReceiving({
      logout: { replays },
      events: { replays }
    })
    const claims = { jti: 'the same' }
    expect((await receiveLogout(await issuer.issueLogoutToken({ claims }))).status).toBe(200)
    expect((await receiveEvent(await issuer.issueSecurityEvent({ claims }))).status).toBe(202)
  })
})

describe('a message that cannot be processed', () => {
  test(
    verifies('S-15', 'is answered 503 while the keys are unavailable, and has its effect later'),
    async () => {
      const { issuer, clock, receiveLogout, receiveEvent, isRevoked } = await openReceiving()
      const [logout, event] = [await issuer.issueLogoutToken(), await issuer.issueSecurityEvent()]
      const token = await issuer.issue()
      await issuer.stop()
      for (const answer of [await receiveLogout(logout), await receiveEvent(event)])
        expect(answer).toEqual({
          status: 503,
          headers: {
            'Cache-Control': 'no-store',
            'Content-Length': '0',
            'Retry-After': expect.stringMatching(/^\d+$/) as string
          },
          body: undefined
        })
      await issuer.start()
      await clock.advance(30)
      expect((await receiveLogout(logout)).status).toBe(200)
      expect((await receiveEvent(event)).status).toBe(202)
      expect(await isRevoked(token)).toBe(true)
    }
  )

  test(
    verifies('S-15', 'is answered 503 while the shared list is down, and its repetition is not refused'),
    async () => {
      const stores = createTestStores()
      const { issuer, receiveLogout } = await openReceiving({
        resource: { revocations: { list: stores.revocations } },
        logout: { replays: stores.replays }
      })
      const token = await issuer.issueLogoutToken()
      stores.setFault('down')
      expect((await receiveLogout(token)).status).toBe(503)
      stores.setFault(undefined)
      expect((await receiveLogout(token)).status).toBe(200)
      expect((await stores.revocations.read()).entries).toHaveLength(1)
    }
  )

  test('is answered 503 if it cannot be recorded as used, or the store says neither yes nor no', async () => {
    const failing = { add: () => Promise.reject(new Error('full')) }
    const one = await openReceiving({ logout: { replays: failing } })
    const events = recordEvents()
    expect((await one.receiveLogout(await one.issuer.issueLogoutToken())).status).toBe(503)
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'logout_refused', code: 'replay_store_unavailable', status: 503 })
    )
    const untyped = { add: () => 'OK' as unknown as boolean }
    const other = await openReceiving({ logout: { replays: untyped } })
    expect((await other.receiveLogout(await other.issuer.issueLogoutToken())).status).toBe(400)
  })

  test('is answered 503 after the protected resource was closed', async () => {
    const { issuer, resource, receiveLogout } = await openReceiving()
    await resource.close()
    expect((await receiveLogout(await issuer.issueLogoutToken())).status).toBe(503)
  })

  test('is answered 503 if the function of the option "issuers" throws', async () => {
    const { issuer, receiveLogout } = await openReceiving({
      resource: {
        issuers: () => {
          throw new TypeError('defect')
        }
      }
    })
    expect((await receiveLogout(await issuer.issueLogoutToken())).status).toBe(503)
  })
})
