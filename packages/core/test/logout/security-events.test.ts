import { describe, expect, test } from 'vitest'
import { verifies } from '../../../../test/requirements.ts'
import { openReceiving } from '../support/receiving-resource.ts'
import { recordEvents } from '../support/record-events.ts'

const errorOf = ({ body = '' }: { readonly body: string | undefined }): unknown =>
  Reflect.get(Object(JSON.parse(body)), 'err')

describe('the event session-revoked', () => {
  test(
    verifies(
      'S-9',
      'S-12',
      'for session "ALL" is answered 202, ends what the user got until then, and nothing later'
    ),
    async () => {
      const { issuer, clock, receiveEvent, isRevoked } = await openReceiving()
      const events = recordEvents()
      const [before, ofOther] = [await issuer.issue(), await issuer.issue({ claims: { sub: 'other-user' } })]
      expect(await receiveEvent(await issuer.issueSecurityEvent())).toEqual({
        status: 202,
        headers: { 'Cache-Control': 'no-store', 'Content-Length': '0' },
        body: undefined
      })
      await clock.advance(2)
      expect(await isRevoked(before)).toBe(true)
      expect(await isRevoked(await issuer.issue())).toBe(false)
      expect(await isRevoked(ofOther)).toBe(false)
      expect(events.filter(({ type }) => type.startsWith('logout'))).toEqual([
        { type: 'logout_received', issuer: issuer.issuer, event: 'session-revoked', target: 'subject' }
      ])
    }
  )

  test(verifies('S-12', 'with a session ends the tokens with its "sid" only'), async () => {
    const { issuer, receiveEvent, isRevoked } = await openReceiving()
    const [one, two] = [
      await issuer.issue({ claims: { sid: 'one' } }),
      await issuer.issue({ claims: { sid: 'two' } })
    ]
    await receiveEvent(await issuer.issueSecurityEvent({ sessionId: 'one' }))
    expect([await isRevoked(one), await isRevoked(two)]).toEqual([true, false])
  })

  test('with a session and the option ends: "subject" ends all sessions of the user', async () => {
    const { issuer, receiveEvent, isRevoked } = await openReceiving({ events: { ends: 'subject' } })
    const two = await issuer.issue({ claims: { sid: 'two' } })
    await receiveEvent(await issuer.issueSecurityEvent({ sessionId: 'one' }))
    expect(await isRevoked(two)).toBe(true)
  })

  test('that is reported late ends tokens until it happened', async () => {
    const { issuer, clock, receiveEvent, isRevoked } = await openReceiving()
    const before = await issuer.issue()
    const event = await issuer.issueSecurityEvent()
    await clock.advance(60)
    const after = await issuer.issue()
    expect((await receiveEvent(event)).status).toBe(202)
    expect([await isRevoked(before), await isRevoked(after)]).toEqual([true, false])
  })

  test.each([
    ['a user alone', (iss: string) => ({ format: 'iss_sub', iss, sub: 'test-user' })],
    [
      'a complex subject with a device',
      (iss: string) => ({
        format: 'complex',
        user: { format: 'iss_sub', iss, sub: 'test-user' },
        device: { format: 'opaque', id: 'd' }
      })
    ],
    [
      'a session in an unknown format beside a user',
      (iss: string) => ({
        format: 'complex',
        user: { format: 'iss_sub', iss, sub: 'test-user' },
        session: { format: 'uri', uri: 'urn:x' }
      })
    ]
  ])('about %s ends all tokens of the user', async (_, subjectOf) => {
    const { issuer, receiveEvent, isRevoked } = await openReceiving()
    const token = await issuer.issue({ claims: { sid: 'one' } })
    const event = await issuer.issueSecurityEvent({ claims: { sub_id: subjectOf(issuer.issuer) } })
    expect((await receiveEvent(event)).status).toBe(202)
    expect(await isRevoked(token)).toBe(true)
  })

  test('with "sub" instead of "sub_id", and without a time, ends the tokens of the user', async () => {
    const { issuer, receiveEvent, isRevoked } = await openReceiving()
    const token = await issuer.issue()
    const iat = Math.floor(Date.now() / 1000)
    const events = { 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': {} }
    const payload = { iss: issuer.issuer, aud: 'test-client', jti: 'j', iat, sub: 'test-user', events }
    const header = { alg: 'ES256', typ: 'secevent+jwt', kid: issuer.publicKeys()[0]?.kid }
    expect((await receiveEvent(await issuer.issueRaw({ header, payload }))).status).toBe(202)
    expect(await isRevoked(token)).toBe(true)
  })

  test('about a session alone ends it, whatever the option "ends" says', async () => {
    const { issuer, receiveEvent, isRevoked } = await openReceiving({ events: { ends: 'subject' } })
    const token = await issuer.issue({ claims: { sid: 'one' } })
    const sub_id = { format: 'complex', session: { format: 'opaque', id: 'one' } }
    await receiveEvent(await issuer.issueSecurityEvent({ claims: { sub_id } }))
    expect(await isRevoked(token)).toBe(true)
  })

  test.each([
    ['an e-mail address', { format: 'email', email: 'a@example.com' }],
    ['a user without a name', { format: 'iss_sub', sub: 'x' }],
    ['text', 'test-user'],
    ['a complex subject with a tenant only', { format: 'complex', tenant: { format: 'opaque', id: 't' } }],
    ['all sessions, without a user', { format: 'complex', session: { format: 'opaque', id: 'ALL' } }]
  ])('about %s is refused: no token names it', async (_, sub_id) => {
    const { issuer, receiveEvent } = await openReceiving()
    const answer = await receiveEvent(await issuer.issueSecurityEvent({ claims: { sub_id } }))
    expect([answer.status, errorOf(answer)]).toEqual([400, 'invalid_request'])
  })

  test('about a user without "sub" is refused', async () => {
    const { issuer, receiveEvent } = await openReceiving()
    const sub_id = { format: 'iss_sub', iss: issuer.issuer, sub: '' }
    expect((await receiveEvent(await issuer.issueSecurityEvent({ claims: { sub_id } }))).status).toBe(400)
  })
})

describe('the event credential-change', () => {
  test(verifies('S-13', 'ends all tokens that the user got until then'), async () => {
    const { issuer, clock, receiveEvent, isRevoked } = await openReceiving()
    const before = await issuer.issue({ claims: { sid: 'one' } })
    await receiveEvent(await issuer.issueSecurityEvent({ event: 'credential-change' }))
    await clock.advance(2)
    expect([await isRevoked(before), await isRevoked(await issuer.issue())]).toEqual([true, false])
  })

  test('about a session and its user ends all tokens of the user, by any option', async () => {
    const { issuer, receiveEvent, isRevoked } = await openReceiving()
    const token = await issuer.issue({ claims: { sid: 'two' } })
    const user = { format: 'iss_sub', iss: issuer.issuer, sub: 'test-user' }
    const sub_id = { format: 'complex', user, session: { format: 'opaque', id: 'one' } }
    await receiveEvent(await issuer.issueSecurityEvent({ event: 'credential-change', claims: { sub_id } }))
    expect(await isRevoked(token)).toBe(true)
  })

  test('that is not in the option "events" is acknowledged without an effect', async () => {
    const { issuer, receiveEvent, isRevoked } = await openReceiving({
      events: { events: ['session-revoked'] }
    })
    const token = await issuer.issue()
    expect((await receiveEvent(await issuer.issueSecurityEvent({ event: 'credential-change' }))).status).toBe(
      202
    )
    expect(await isRevoked(token)).toBe(false)
  })
})
