import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { createProtectedResource } from '@portcullis/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { verifies } from '../requirements.ts'
import { openApis } from './open-apis.ts'

let clock: TestClock
let issuer: TestIssuer

beforeEach(async () => {
  clock = createTestClock()
  issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
})
afterEach(() => issuer.close())

const { open, callerOf, codeOf, refusalOf, isCached } = openApis(() => ({ issuer, clock }))

describe('an opaque token', () => {
  test(
    verifies('I-1', 'is posted to the endpoint of the metadata, with the credentials of the API'),
    async () => {
      const token = issuer.issueOpaque({ claims: { sub: 'alice', scope: 'read write' } })
      const auth = await callerOf(open(), token)
      expect(auth).toMatchObject({
        issuer: issuer.issuer,
        subject: 'alice',
        clientId: 'test-client',
        scopes: ['read', 'write']
      })
      expect(auth.accessToken).toBe(token)
      expect(auth.claims).toMatchObject({ iss: issuer.issuer, aud: issuer.audience })
      expect(auth.claims).not.toHaveProperty('active')
      expect(issuer.requests.all).toContain('POST /introspect')
    }
  )

  test(
    verifies('I-2', 'that is not active is refused with 401, and the client learns no reason'),
    async () => {
      const resource = open()
      const refusal = await refusalOf(resource, 'unknown')
      expect(refusal).toMatchObject({ code: 'token_inactive', status: 401, oauthError: 'invalid_token' })
      expect(resource.answer(refusal).body).not.toContain('active')
    }
  )

  test.each([{ active: 'true' }, { active: 1 }, { active: undefined }])(
    verifies('I-2', 'is not admitted if the answer has %j'),
    async (members) => {
      const token = issuer.issueOpaque()
      issuer.faults.apply('introspection', { kind: 'members', members })
      expect(await codeOf(open(), token)).toBe('introspection_invalid')
    }
  )

  test.each([
    [{ aud: 'https://other-api.example.test' }, 'audience_mismatch'],
    [{ aud: undefined }, 'audience_missing'],
    [{ iss: 'https://other.example.test' }, 'issuer_untrusted'],
    [{ exp: undefined }, 'claim_missing'],
    [{ exp: 1000 }, 'token_expired'],
    [{ nbf: 5_000_000_000 }, 'token_not_yet_valid'],
    [{ iat: 5_000_000_000 }, 'token_issued_in_future'],
    [{ typ: 'Refresh' }, 'token_not_access_token'],
    [{ token_use: 'id' }, 'token_not_access_token'],
    [{ nonce: 'n', scope: undefined }, 'token_is_id_token'],
    [{ sub: 5 }, 'claim_malformed'],
    [{ cnf: { jkt: 'x' } }, 'confirmation_unsupported']
  ])(verifies('I-3', 'that is active is refused if the answer says %j: %s'), async (claims, code) => {
    expect(await codeOf(open(), issuer.issueOpaque({ claims }))).toBe(code)
  })

  test('without "iss" in the answer is of the issuer that was asked', async () => {
    const auth = await callerOf(open(), issuer.issueOpaque({ claims: { iss: undefined } }))
    expect(auth.issuer).toBe(issuer.issuer)
  })

  test(
    verifies('I-4', 'that is revoked at the authorization server is refused after cacheSeconds'),
    async () => {
      const resource = open({ introspection: { cacheSeconds: 10 } })
      const token = issuer.issueOpaque()
      expect(await codeOf(resource, token)).toBeUndefined()
      issuer.introspection.deactivate(token)
      await clock.advance(9)
      expect(await codeOf(resource, token)).toBeUndefined()
      await clock.advance(1)
      expect(await codeOf(resource, token)).toBe('token_inactive')
    }
  )

  test(verifies('I-4', 'is refused from its "exp" on, though the answer is cached'), async () => {
    const resource = open({ clockToleranceSeconds: 0 })
    const token = issuer.issueOpaque({ expiresInSeconds: 5 })
    expect(await codeOf(resource, token)).toBeUndefined()
    await clock.advance(5)
    expect(await codeOf(resource, token)).toBe('token_expired')
  })

  test(verifies('I-5', 'is not kept in the cache of verified tokens'), async () => {
    const resource = open()
    const token = issuer.issueOpaque()
    for (let times = 0; times < 3; times += 1) expect(await codeOf(resource, token)).toBeUndefined()
    expect(isCached(resource, token)).toBe(false)
    expect(issuer.requests.introspection).toBe(1)
  })

  test.each([401, 500])(
    verifies('I-6', 'gets 503 if the authorization server answers %j to us'),
    async (status) => {
      const resource = open()
      const token = issuer.issueOpaque()
      issuer.faults.apply('introspection', { kind: 'status', status })
      const refusal = await refusalOf(resource, token)
      expect(refusal.status).toBe(503)
      expect(Object.keys(resource.answer(refusal).headers)).toContain('Retry-After')
    }
  )

  test(verifies('I-6', 'gets 503 if the authorization server does not answer in time'), async () => {
    const { endpoint } = issuer.introspection
    const resource = open({
      keys: { fetchTimeoutSeconds: 0.2 },
      clock: undefined as never,
      introspection: { endpoint }
    })
    const token = issuer.issueOpaque()
    issuer.faults.apply('introspection', { kind: 'hang' })
    expect(await codeOf(resource, token)).toBe('introspection_unreachable')
  })

  test('gets 503 if the metadata has no endpoint, and the hint says what to set', async () => {
    issuer.faults.apply('metadata', { kind: 'members', members: { introspection_endpoint: undefined } })
    const refusal = await refusalOf(open(), issuer.issueOpaque())
    expect(refusal).toMatchObject({
      code: 'metadata_invalid',
      hint: expect.stringContaining('"endpoint"') as unknown
    })
  })

  test('is asked about at the endpoint of the options without fetching metadata', async () => {
    const resource = open({ introspection: { endpoint: issuer.introspection.endpoint } })
    expect(await codeOf(resource, issuer.issueOpaque())).toBeUndefined()
    expect(issuer.requests.metadata).toBe(0)
  })

  test.each([
    ['"quoted"', 'credentials_malformed'],
    ['x'.repeat(20_000), 'token_too_large']
  ])('that is not readable is refused without a question: %s', async (token, code) => {
    expect(await codeOf(open(), token)).toBe(code)
    expect(issuer.requests.introspection).toBe(0)
  })

  test('is refused by the option "validate"', async () => {
    const resource = open({ validate: ({ subject }) => subject !== 'mallory' })
    expect(await codeOf(resource, issuer.issueOpaque({ claims: { sub: 'mallory' } }))).toBe('token_rejected')
    expect(await codeOf(resource, issuer.issueOpaque())).toBeUndefined()
  })

  test('is refused by the schema of the option "claims", whose output replaces the claims', async () => {
    const resource = open({ claims: z.object({ tenant: z.string() }) })
    const token = issuer.issueOpaque({ claims: { tenant: 'acme' } })
    expect((await callerOf(resource, token)).claims).toEqual({ tenant: 'acme' })
    expect(await codeOf(resource, issuer.issueOpaque({ claims: { tenant: 5 } }))).toBe('claims_rejected')
  })

  test('can be revoked by its text, by "jti" and by subject', async () => {
    const resource = open()
    const [one, two, three] = [
      issuer.issueOpaque(),
      issuer.issueOpaque({ claims: { jti: 'a' } }),
      issuer.issueOpaque({ claims: { sub: 'alice' } })
    ]
    await resource.revoke({ accessToken: one })
    await resource.revoke({ jti: 'a' })
    await resource.revoke({ subject: 'alice', issuer: issuer.issuer })
    for (const token of [one, two, three]) expect(await codeOf(resource, token)).toBe('token_revoked')
    expect(await codeOf(resource, issuer.issueOpaque())).toBeUndefined()
  })

  test('is opaque as before if no issuer, or more than one, has introspection', async () => {
    const token = issuer.issueOpaque()
    const plain = createProtectedResource({ ...issuer.options, clock })
    expect(await codeOf(plain, token)).toBe('token_opaque')
    const { clientId, clientSecret } = issuer.introspection
    const introspection = { clientId, clientSecret }
    const two = createProtectedResource({
      audience: issuer.audience,
      clock,
      issuers: [
        { issuer: issuer.issuer, introspection },
        { issuer: 'https://other.example.test', introspection }
      ]
    })
    expect(await codeOf(two, token)).toBe('token_opaque')
    for (const resource of [plain, two]) await resource.close()
  })
})

test('a JWT is not introspected with for: "opaque"', async () => {
  const resource = open()
  expect(await codeOf(resource, await issuer.issue())).toBeUndefined()
  expect(issuer.requests.introspection).toBe(0)
})
