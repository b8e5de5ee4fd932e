import { createTestClock, createTestIssuer, type TestClock, type TestIssuer } from '@portcullis/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifies } from '../requirements.ts'
import { openApis } from './open-apis.ts'

let clock: TestClock
let issuer: TestIssuer

beforeEach(async () => {
  clock = createTestClock()
  issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
})
afterEach(() => issuer.close())

const { open, callerOf, codeOf } = openApis(() => ({ issuer, clock }))

describe('a signed answer', () => {
  const signed = { introspection: { signed: true } } as const

  async function issueSigned(change: { header?: object; claims?: object } = {}): Promise<string> {
    const token = issuer.issueOpaque()
    const text = await issuer.issueRaw({
      algorithm: 'ES256',
      header: {
        alg: 'ES256',
        typ: 'token-introspection+jwt',
        kid: issuer.publicKeys()[0]?.kid,
        ...change.header
      },
      payload: {
        iss: issuer.issuer,
        aud: issuer.introspection.clientId,
        iat: clock.now(),
        token_introspection: {
          active: true,
          sub: 'alice',
          aud: issuer.audience,
          exp: clock.now() + 60,
          scope: ''
        },
        ...change.claims
      }
    })
    issuer.faults.apply('introspection', {
      kind: 'body',
      text,
      contentType: 'application/token-introspection+jwt'
    })
    return token
  }

  test(verifies('I-7', 'I-8', 'is asked for and verified with the keys of the issuer'), async () => {
    const auth = await callerOf(open(signed), issuer.issueOpaque({ claims: { sub: 'alice' } }))
    expect(auth.subject).toBe('alice')
    expect(await codeOf(open(signed), 'unknown')).toBe('token_inactive')
    expect((await callerOf(open(signed), await issueSigned())).subject).toBe('alice')
  })

  test.each([
    [{ header: { typ: 'JWT' } }],
    [{ header: { typ: undefined } }],
    [{ header: { kid: 'other' } }],
    [{ claims: { iss: 'https://other.example.test' } }],
    [{ claims: { aud: 'other-api' } }],
    [{ claims: { aud: ['other-api'] } }],
    [{ claims: { iat: undefined } }],
    [{ claims: { iat: 1000 } }],
    [{ claims: { iat: 5_000_000_000 } }],
    [{ claims: { token_introspection: undefined } }],
    [{ claims: { token_introspection: { active: 'true' } } }],
    [{ claims: { token_introspection: undefined, active: true } }]
  ])(verifies('I-8', 'is refused with 503 if it has %j'), async (change) => {
    expect(await codeOf(open(signed), await issueSigned(change))).toBe('introspection_invalid')
  })

  test(verifies('I-8', 'F-10', 'is required: plain JSON is refused with 503'), async () => {
    const token = issuer.issueOpaque()
    issuer.faults.apply('introspection', { kind: 'body', text: '{"active":true}' })
    expect(await codeOf(open(signed), token)).toBe('introspection_invalid')
  })

  test(verifies('I-8', 'with a list of audiences that has the client is valid'), async () => {
    const token = await issueSigned({ claims: { aud: ['other', issuer.introspection.clientId] } })
    expect(await codeOf(open(signed), token)).toBeUndefined()
  })

  test('gets 503 as such if the keys cannot be fetched', async () => {
    const resource = open(signed)
    const token = issuer.issueOpaque()
    issuer.faults.apply('jwks', { kind: 'status', status: 500 })
    expect(await codeOf(resource, token)).toBe('jwks_unreachable')
  })

  test(verifies('I-9', 'is not an access token'), async () => {
    const answer = await issuer.issueRaw({
      algorithm: 'ES256',
      header: { alg: 'ES256', typ: 'token-introspection+jwt', kid: issuer.publicKeys()[0]?.kid },
      payload: {
        iss: issuer.issuer,
        aud: issuer.audience,
        exp: clock.now() + 60,
        iat: clock.now(),
        token_introspection: { active: true }
      }
    })
    expect(await codeOf(open(), answer)).toBe('token_type_mismatch')
  })
})
