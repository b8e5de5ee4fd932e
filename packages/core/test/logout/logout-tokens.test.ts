import { BAD_EVENT_TOKEN_KINDS } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { verifies } from '../../../../test/requirements.ts'
import { codeOf } from '../support/open-resource.ts'
import { FORM, formOf, openReceiving } from '../support/receiving-resource.ts'
import { recordEvents } from '../support/record-events.ts'

const INVALID = { error: 'invalid_request', error_description: 'the logout token is invalid' }
const ofLogout = BAD_EVENT_TOKEN_KINDS.filter(({ of }) => of.includes('logoutToken'))

describe('a logout token', () => {
  test(
    verifies(
      'S-1',
      'S-6',
      'ends the session that it names, is answered 200, and leaves other sessions alone'
    ),
    async () => {
      const { issuer, receiveLogout, isRevoked } = await openReceiving()
      const events = recordEvents()
      const [ended, other] = [
        await issuer.issue({ claims: { sid: 'one' } }),
        await issuer.issue({ claims: { sid: 'two' } })
      ]
      expect(await isRevoked(ended)).toBe(false)
      expect(await receiveLogout(await issuer.issueLogoutToken({ claims: { sid: 'one' } }))).toEqual({
        status: 200,
        headers: { 'Cache-Control': 'no-store', 'Content-Length': '0' },
        body: undefined
      })
      expect([await isRevoked(ended), await isRevoked(other)]).toEqual([true, false])
      expect(events.filter(({ type }) => type.startsWith('logout'))).toEqual([
        { type: 'logout_received', issuer: issuer.issuer, event: 'logout', target: 'session' }
      ])
    }
  )

  test(
    verifies('S-3', 'without "sid" ends what the user got until then, and nothing that is issued later'),
    async () => {
      const { issuer, clock, receiveLogout, isRevoked } = await openReceiving()
      const [before, ofOther] = [await issuer.issue(), await issuer.issue({ claims: { sub: 'other-user' } })]
      expect((await receiveLogout(await issuer.issueLogoutToken())).status).toBe(200)
      await clock.advance(2)
      expect(await isRevoked(before)).toBe(true)
      expect(await isRevoked(await issuer.issue())).toBe(false)
      expect(await isRevoked(ofOther)).toBe(false)
    }
  )

  test('with "sid" and the option ends: "subject" ends all sessions of the user', async () => {
    const { issuer, receiveLogout, isRevoked } = await openReceiving({ logout: { ends: 'subject' } })
    const other = await issuer.issue({ claims: { sid: 'two' } })
    await receiveLogout(await issuer.issueLogoutToken({ claims: { sid: 'one' } }))
    expect(await isRevoked(other)).toBe(true)
  })

  test('with "sid" and without "sub" ends the session, whatever the option "ends" says', async () => {
    const { issuer, receiveLogout, isRevoked } = await openReceiving({ logout: { ends: 'subject' } })
    const ended = await issuer.issue({ claims: { sid: 'one' } })
    await receiveLogout(await issuer.issueLogoutToken({ claims: { sid: 'one', sub: undefined } }))
    expect(await isRevoked(ended)).toBe(true)
  })

  test('can name further events with any value, as Keycloak does', async () => {
    const { issuer, receiveLogout } = await openReceiving()
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {}, revoke_offline_access: true }
    const token = await issuer.issueLogoutToken({
      claims: { events },
      header: { typ: 'application/Logout+JWT' }
    })
    expect((await receiveLogout(token)).status).toBe(200)
  })

  test('can name several audiences if one is a listed client', async () => {
    const { issuer, receiveLogout } = await openReceiving()
    expect(
      (await receiveLogout(await issuer.issueLogoutToken({ claims: { aud: ['x', 'web'] } }))).status
    ).toBe(200)
  })

  test.each(ofLogout)(
    `${verifies('S-2', 'S-4', 'S-7', 'S-14', 'is refused with 400 and without effect:')} $summary`,
    async ({ kind, code }) => {
      const { issuer, receiveLogout, isRevoked } = await openReceiving()
      const events = recordEvents()
      const token = await issuer.issue()
      const answer = await receiveLogout(await issuer.issueBadEventToken(kind, 'logoutToken'))
      expect(answer).toMatchObject({ status: 400, headers: { 'Cache-Control': 'no-store' } })
      expect(JSON.parse(answer.body ?? '')).toEqual(INVALID)
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'logout_refused', source: 'logout_token', code, status: 400 })
      )
      expect(await isRevoked(token)).toBe(false)
    }
  )

  test.each([
    ['events that are a list', { events: [] }, 'claim_malformed'],
    [
      'an event that is a boolean',
      { events: { 'http://schemas.openid.net/event/backchannel-logout': true } },
      'claim_malformed'
    ],
    ['a "sub" that is a number', { sub: 7 }, 'claim_malformed'],
    ['an empty "sid"', { sid: '' }, 'claim_malformed'],
    ['an "aud" with a number', { aud: ['web', 7] }, 'claim_malformed'],
    ['an "exp" that is text', { exp: '9999999999' }, 'claim_missing'],
    ['a "jti" that is empty', { jti: '' }, 'claim_missing'],
    ['an empty "nonce"', { nonce: '' }, 'claim_malformed']
  ])('with %s is refused', async (_, claims, code) => {
    const { issuer, receiveLogout } = await openReceiving()
    const events = recordEvents()
    expect((await receiveLogout(await issuer.issueLogoutToken({ claims }))).status).toBe(400)
    expect(events).toContainEqual(expect.objectContaining({ type: 'logout_refused', code }))
  })

  test(verifies('S-14', 'is refused as an access token, even if its audience is the API'), async () => {
    const { issuer, resource } = await openReceiving()
    const token = await issuer.issueLogoutToken({ claims: { aud: issuer.audience } })
    expect(await codeOf(resource, token)).toBe('token_type_mismatch')
  })
})

describe('a request to the receiver of logout tokens', () => {
  const cases: readonly [string, object | string, object][] = [
    ['without a parameter logout_token', 'token=x', FORM],
    ['with an empty body', '', FORM],
    ['that repeats logout_token', 'logout_token=x&logout_token=x', FORM],
    ['with JSON', '{"logout_token":"x"}', { 'content-type': 'application/json' }],
    ['without a content type', 'logout_token=x', {}],
    ['with two content types', 'logout_token=x', { 'content-type': ['text/plain', FORM['content-type']] }],
    ['with a parsed form without the parameter', {}, FORM],
    ['with a parsed form that repeats it', { logout_token: ['x', 'x'] }, FORM],
    ['with a parsed form that inherits it', Object.create({ logout_token: 'x' }), FORM],
    ['with a body of more than 64 KiB', `logout_token=${'x'.repeat(65 * 1024)}`, FORM]
  ]

  test.each(cases)('%s is answered 400', async (_, body, headers) => {
    const { resource } = await openReceiving()
    const receive = resource.receiveLogoutTokens({ clientIds: ['web'] })
    const message = { headers: headers as Record<string, string>, body }
    const answer = await receive(message)
    expect([answer.status, JSON.parse(answer.body ?? '')]).toEqual([400, INVALID])
  })

  test('can have a parsed form, or bytes', async () => {
    const { issuer, resource } = await openReceiving()
    const receive = resource.receiveLogoutTokens({ clientIds: ['test-client'] })
    const [one, two] = [await issuer.issueLogoutToken(), await issuer.issueLogoutToken()]
    const headers = { 'content-type': 'Application/X-WWW-Form-Urlencoded; charset=utf-8' }
    expect((await receive({ headers, body: { logout_token: one } })).status).toBe(200)
    expect((await receive({ headers, body: new TextEncoder().encode(formOf(two)) })).status).toBe(200)
  })

  test('that breaks off, or has chunks of something else, is answered 400', async () => {
    const { resource } = await openReceiving()
    const receive = resource.receiveLogoutTokens({ clientIds: ['web'] })
    async function* broken() {
      yield new TextEncoder().encode('logout_to')
      await Promise.reject(new Error('aborted'))
    }
    async function* objects() {
      yield await Promise.resolve({ logout_token: 'x' })
    }
    for (const body of [broken(), objects()])
      expect((await receive({ headers: FORM, body })).status).toBe(400)
  })

  test('with another method is answered 405', async () => {
    const { resource } = await openReceiving()
    const receive = resource.receiveLogoutTokens({ clientIds: ['web'] })
    expect(await receive({ method: 'GET', headers: {}, body: '' })).toMatchObject({
      status: 405,
      headers: { Allow: 'POST' }
    })
  })
})
