import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openApis } from './open-apis.ts'

let clock: TestClock
let issuer: TestIssuer

beforeEach(async () => {
  clock = createTestClock()
  issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
})
afterEach(() => issuer.close())

const { open, callerOf, codeOf, isCached } = openApis(() => ({ issuer, clock }))

describe('with for: "all" a JWT', () => {
  const all = { introspection: { for: 'all' } } as const
  /** As Keycloak issues lightweight tokens: everything else is in the answer. */
  const LIGHT = { aud: undefined, sub: undefined, client_id: undefined, scope: undefined }

  async function issueLight(claims: object, answer: object): Promise<string> {
    const token = await issuer.issue({ claims: { ...LIGHT, ...claims } })
    issuer.introspection.activate(token, { iss: issuer.issuer, aud: issuer.audience, ...answer })
    return token
  }

  test('has the claims of the answer, after its signature is verified', async () => {
    const resource = open(all)
    const token = await issueLight({}, { sub: 'alice', client_id: 'web', scope: 'read', roles: ['clerk'] })
    for (let times = 0; times < 2; times += 1) {
      const auth = await callerOf(resource, token)
      expect(auth).toMatchObject({ subject: 'alice', clientId: 'web', scopes: ['read'], roles: ['clerk'] })
      expect(auth.claims).toMatchObject({ sub: 'alice', roles: ['clerk'] })
    }
    expect(issuer.requests.introspection).toBe(1)
  })

  test('is checked by the joined claims', async () => {
    const resource = open(all)
    expect(await codeOf(resource, await issueLight({}, { aud: 'https://other-api.example.test' }))).toBe(
      'audience_mismatch'
    )
    expect(await codeOf(resource, await issueLight({}, { typ: 'Refresh' }))).toBe('token_not_access_token')
    expect(await codeOf(resource, await issueLight({}, { cnf: { jkt: 'x' } }))).toBe(
      'confirmation_unsupported'
    )
  })

  test('keeps its own identity and time, and takes roles from the answer', async () => {
    const token = await issuer.issue({ claims: { sub: 'alice', roles: ['admin'] } })
    issuer.introspection.activate(token, { exp: 5_000_000_000, roles: [] })
    const auth = await callerOf(open(all), token)
    expect(auth.roles).toEqual([])
    expect(auth.expiresAt).toBe(Math.floor(clock.now()) + 300)
  })

  test.each(['sub', 'jti', 'iss'])('gets 503 if the response is about another "%s"', async (claim) => {
    const token = await issuer.issue({ claims: { sub: 'alice' } })
    issuer.introspection.activate(token, { [claim]: 'other' })
    expect(await codeOf(open(all), token)).toBe('introspection_invalid')
  })

  test('with a bad signature is refused without a question', async () => {
    const resource = open(all)
    expect(await codeOf(resource, await issuer.issueBad('tampered'))).toBe('signature_invalid')
    expect(issuer.requests.introspection).toBe(0)
  })

  test('that is inactive is refused', async () => {
    expect(await codeOf(open(all), await issuer.issue())).toBe('token_inactive')
  })

  test('is recognized from the cache for cacheSeconds, then asked about again', async () => {
    const resource = open({ introspection: { for: 'all', cacheSeconds: 10 } })
    const token = await issueLight({}, { sub: 'alice' })
    expect(await codeOf(resource, token)).toBeUndefined()
    expect(isCached(resource, token)).toBe(true)
    issuer.introspection.deactivate(token)
    await clock.advance(10)
    expect(isCached(resource, token)).toBe(false)
    expect(await codeOf(resource, token)).toBe('token_inactive')
  })
})
