import { createTestClock, type Fault } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../src/errors/codes.ts'
import type { ResolvedIntrospectionOptions } from '../../src/introspection/introspection-options.ts'
import { createKit } from './introspection-kit.ts'

describe('introspect()', () => {
  test('returns the claims of an active token, and undefined for any other', async () => {
    const { issuer, open } = await createKit()
    const introspection = open()
    const token = issuer.issueOpaque({ claims: { sub: 'alice' } })
    expect((await introspection.introspect(token)).claims).toMatchObject({ sub: 'alice', iss: issuer.issuer })
    expect((await introspection.introspect('unknown')).claims).toBeUndefined()
  })

  test('posts the token in a form, with the credentials of the client, and asks for JSON', async () => {
    const { issuer, open } = await createKit()
    await open().introspect(issuer.issueOpaque())
    expect(issuer.requests.all).toEqual(['POST /introspect'])
  })

  test.each<[string, (secret: string, key: object) => Partial<ResolvedIntrospectionOptions>]>([
    ['client_secret_basic', () => ({})],
    ['client_secret_post', () => ({ clientSecretMethod: 'client_secret_post' })],
    ['private_key_jwt with a JWK', (_, key) => ({ clientSecret: undefined, clientAssertion: { ...key } })],
    [
      'private_key_jwt with a JWK without "kid"',
      (_, key) => ({ clientSecret: undefined, clientAssertion: { ...key, kid: undefined } })
    ]
  ])('authenticates with %s', async (_, optionsFor) => {
    const { issuer, open } = await createKit()
    const { clientSecret, privateKey } = issuer.introspection
    const introspection = open({ options: optionsFor(clientSecret, privateKey) })
    expect((await introspection.introspect(issuer.issueOpaque())).claims).toBeDefined()
  })

  test('sends the assertion of a function, which gets the issuer', async () => {
    const { issuer, open } = await createKit()
    const audiences: string[] = []
    const introspection = open({
      options: {
        clientAssertion: (audience) => {
          audiences.push(audience)
          return 'not-signed'
        }
      }
    })
    await expect(introspection.introspect('token')).rejects.toMatchObject({ code: 'introspection_refused' })
    expect(audiences).toEqual([issuer.issuer])
  })

  test('rejects with a 503 if that function fails', async () => {
    const { open } = await createKit()
    const introspection = open({
      options: { clientAssertion: () => Promise.reject(new Error('the key service is down')) }
    })
    await expect(introspection.introspect('token')).rejects.toMatchObject({
      code: 'introspection_unreachable',
      status: 503,
      cause: new Error('the key service is down')
    })
  })

  test('asks the endpoint of the options instead of that of the metadata', async () => {
    const { issuer, open } = await createKit()
    const introspection = open({ options: { endpoint: `${issuer.issuer}/elsewhere` } })
    await expect(introspection.introspect('token')).rejects.toMatchObject({
      code: 'introspection_unreachable'
    })
    expect(issuer.requests.all).toEqual(['POST /elsewhere'])
  })
})

describe('the authorization server', () => {
  test.each<[ErrorCode, Fault]>([
    ['introspection_unreachable', { kind: 'status', status: 500 }],
    ['introspection_unreachable', { kind: 'status', status: 429, headers: { 'Retry-After': '7' } }],
    ['introspection_unreachable', { kind: 'status', status: 404 }],
    ['introspection_unreachable', { kind: 'reset' }],
    ['introspection_unreachable', { kind: 'hang' }],
    ['introspection_unreachable', { kind: 'drip' }],
    ['introspection_unreachable', { kind: 'redirect', location: '/elsewhere' }],
    ['introspection_refused', { kind: 'status', status: 400 }],
    ['introspection_refused', { kind: 'status', status: 401 }],
    ['introspection_refused', { kind: 'status', status: 403 }],
    ['introspection_invalid', { kind: 'html' }],
    ['introspection_invalid', { kind: 'huge', bytes: 1024 * 1024 }],
    ['introspection_invalid', { kind: 'gzipBomb' }],
    ['introspection_invalid', { kind: 'truncated' }],
    ['introspection_invalid', { kind: 'body', text: '[]' }],
    ['introspection_invalid', { kind: 'body', text: 'null' }],
    ['introspection_invalid', { kind: 'body', text: '{}' }],
    ['introspection_invalid', { kind: 'members', members: { active: 'true' } }],
    ['introspection_invalid', { kind: 'members', members: { active: 1 } }],
    ['introspection_invalid', { kind: 'members', members: { active: undefined } }]
  ])('is to blame (%s), and no token is admitted: %j', async (code, fault) => {
    const clock = createTestClock()
    const { issuer, open } = await createKit(clock)
    const introspection = open({ fetchTimeoutSeconds: 1 })
    const token = issuer.issueOpaque()
    issuer.faults.apply('introspection', fault)
    const settled = Promise.allSettled([introspection.introspect(token)])
    // All other answers end without the deadline.
    if (fault.kind === 'hang' || fault.kind === 'drip') await clock.advance(1)
    expect(await settled).toMatchObject([{ status: 'rejected', reason: { code, status: 503 } }])
  })

  test('that refuses the credentials of the API is a server-side failure with a code of its own', async () => {
    const { open } = await createKit()
    const introspection = open({ options: { clientSecret: 'wrong' } })
    await expect(introspection.introspect('token')).rejects.toMatchObject({
      code: 'introspection_refused',
      hint: expect.stringContaining('"clientId"') as unknown
    })
  })

  test('is asked at most 100 questions at the same time: further ones are refused immediately', async () => {
    const { issuer, open } = await createKit()
    let release: (() => void) | undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    issuer.faults.apply('introspection', { kind: 'wait', until: () => released })
    const introspection = open({ fetchTimeoutSeconds: 10 })
    const asking = Array.from({ length: 101 }, (_, index) => introspection.introspect(`token-${index}`))
    await expect(asking.at(-1)).rejects.toMatchObject({ code: 'introspection_busy', status: 503 })
    release?.()
    const settled = await Promise.allSettled(asking)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(100)
    expect((await introspection.introspect('token-101')).claims).toBeUndefined()
  })
})
