import { describe, expect, it } from 'vitest'
import { BAD_EVENT_TOKEN_KINDS } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'
import { readTokenPart } from '../read-json.ts'

describe('the test issuer', () => {
  it('mints a logout token with the claims that the standard requires, and no others', async () => {
    const issuer = await openIssuer()
    const token = await issuer.issueLogoutToken()
    expect(readTokenPart(token, 'header')).toMatchObject({ typ: 'logout+jwt' })
    const claims = readTokenPart(token, 'payload')
    expect(Object.keys(claims).toSorted()).toEqual(['aud', 'events', 'exp', 'iat', 'iss', 'jti', 'sub'])
    expect(claims).toMatchObject({ aud: 'test-client', sub: 'test-user' })
  })

  it('mints a security event as Keycloak does, without "exp" and "sub"', async () => {
    const issuer = await openIssuer()
    const token = await issuer.issueSecurityEvent({ claims: { sub: 'alice' }, sessionId: 'one' })
    expect(readTokenPart(token, 'header')).toMatchObject({ typ: 'secevent+jwt' })
    const claims = readTokenPart(token, 'payload')
    expect(Object.keys(claims).toSorted()).toEqual(['aud', 'events', 'iat', 'iss', 'jti', 'sub_id'])
    expect(claims).toMatchObject({
      sub_id: {
        format: 'complex',
        user: { format: 'iss_sub', iss: issuer.issuer, sub: 'alice' },
        session: { format: 'opaque', id: 'one' }
      }
    })
  })

  it('mints an event of another kind by its URI', async () => {
    const issuer = await openIssuer()
    const claims = readTokenPart(await issuer.issueSecurityEvent({ event: 'urn:example:event' }), 'payload')
    expect(claims).toMatchObject({ sub_id: { format: 'iss_sub' }, events: { 'urn:example:event': {} } })
  })

  it('refuses an unknown name of a bad event token', async () => {
    const issuer = await openIssuer()
    await expect(issuer.issueBadEventToken('nothing' as never, 'logoutToken')).rejects.toThrow(
      'BAD_EVENT_TOKEN_KINDS'
    )
  })

  it('has no two bad event tokens of one name', () => {
    const names = BAD_EVENT_TOKEN_KINDS.map(({ kind }) => kind)
    expect(new Set(names).size).toBe(names.length)
  })
})
