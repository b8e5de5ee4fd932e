import { BAD_EVENT_TOKEN_KINDS } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { verifies } from '../../../../test/requirements.ts'
import { codeOf } from '../support/open-resource.ts'
import { openReceiving, PUSH } from '../support/receiving-resource.ts'
import { recordEvents } from '../support/record-events.ts'

const ofEvents = BAD_EVENT_TOKEN_KINDS.filter(({ of }) => of.includes('securityEvent'))

/** The error of RFC 8935 for a reason; all others are `invalid_request`. */
const ERRORS: Readonly<Record<string, string>> = {
  issuer_missing: 'invalid_issuer',
  issuer_untrusted: 'invalid_issuer',
  audience_missing: 'invalid_audience',
  audience_mismatch: 'invalid_audience',
  algorithm_not_allowed: 'invalid_key',
  key_not_found: 'invalid_key',
  signature_invalid: 'invalid_key'
}

const errorOf = ({ body = '' }: { readonly body: string | undefined }): unknown =>
  Reflect.get(Object(JSON.parse(body)), 'err')

describe('a security event', () => {
  test('of another kind is acknowledged without an effect, such as the verification of a stream', async () => {
    const { issuer, receiveEvent, isRevoked } = await openReceiving()
    const token = await issuer.issue()
    const event = 'https://schemas.openid.net/secevent/ssf/event-type/verification'
    const sub_id = { format: 'opaque', id: 'stream' }
    expect((await receiveEvent(await issuer.issueSecurityEvent({ event, claims: { sub_id } }))).status).toBe(
      202
    )
    expect(await isRevoked(token)).toBe(false)
  })

  test.each(ofEvents)(
    `${verifies('S-10', 'S-11', 'S-14', 'is refused with 400 and without effect:')} $summary`,
    async ({ kind, code }) => {
      const { issuer, receiveEvent, isRevoked } = await openReceiving()
      const events = recordEvents()
      const token = await issuer.issue()
      const answer = await receiveEvent(await issuer.issueBadEventToken(kind, 'securityEvent'))
      expect(answer).toMatchObject({
        status: 400,
        headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Language': 'en' }
      })
      const description: unknown = expect.any(String)
      expect(JSON.parse(answer.body ?? '')).toEqual({ err: ERRORS[code] ?? 'invalid_request', description })
      expect(events).toContainEqual(
        expect.objectContaining({
          type: 'logout_refused',
          source: 'security_event',
          code,
          page: `/errors#${code}`,
          status: 400
        })
      )
      expect(await isRevoked(token)).toBe(false)
    }
  )

  test.each([
    [
      'an event that is a boolean',
      { 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': true }
    ],
    [
      'a time that is text',
      { 'https://schemas.openid.net/secevent/caep/event-type/session-revoked': { event_timestamp: '1' } }
    ]
  ])('with %s is refused', async (_, events) => {
    const { issuer, receiveEvent } = await openReceiving()
    expect((await receiveEvent(await issuer.issueSecurityEvent({ claims: { events } }))).status).toBe(400)
  })

  test('with a time of -1e999, which is not a number of seconds, is refused', async () => {
    const { issuer, receiveEvent } = await openReceiving()
    const iat = Math.floor(Date.now() / 1000)
    const events = `{"https://schemas.openid.net/secevent/caep/event-type/session-revoked":{"event_timestamp":-1e999}}`
    const claims = JSON.stringify({ iss: issuer.issuer, aud: 'test-client', jti: 'j', iat, sub: 'test-user' })
    const header = { alg: 'ES256', typ: 'secevent+jwt', kid: issuer.publicKeys()[0]?.kid }
    const payload = `${claims.slice(0, -1)},"events":${events}}`
    expect((await receiveEvent(await issuer.issueRaw({ header, payload }))).status).toBe(400)
  })

  test(verifies('S-14', 'is refused as an access token, even if its audience is the API'), async () => {
    const { issuer, resource } = await openReceiving()
    const claims = { aud: issuer.audience, exp: Math.floor(Date.now() / 1000) + 300 }
    expect(await codeOf(resource, await issuer.issueSecurityEvent({ claims }))).toBe('token_type_mismatch')
  })

  test(verifies('S-8', 'without the content type application/secevent+jwt is refused'), async () => {
    const { issuer, receiveEvent } = await openReceiving()
    for (const type of ['application/json', 'text/plain', undefined]) {
      const answer = await receiveEvent(await issuer.issueSecurityEvent(), { 'content-type': type })
      expect([answer.status, errorOf(answer)]).toEqual([400, 'invalid_request'])
    }
  })

  test('with a body that the host has parsed is refused', async () => {
    const { resource } = await openReceiving()
    const receive = resource.receiveSecurityEvents({ audience: ['a', 'b'] })
    expect((await receive({ headers: PUSH, body: { a: 1 } })).status).toBe(400)
  })

  test('needs the header "Authorization" that the option "authorization" names', async () => {
    const { issuer, receiveEvent } = await openReceiving({ events: { authorization: 'Bearer push-secret' } })
    for (const authorization of [undefined, 'Bearer other-secret', ['Bearer push-secret', 'x']]) {
      const headers = { ...PUSH, ...(authorization === undefined ? {} : { authorization }) }
      const answer = await receiveEvent(await issuer.issueSecurityEvent(), headers)
      expect([answer.status, errorOf(answer)]).toEqual([400, 'authentication_failed'])
    }
    const headers = { ...PUSH, authorization: 'Bearer push-secret' }
    expect((await receiveEvent(await issuer.issueSecurityEvent(), headers)).status).toBe(202)
  })
})
