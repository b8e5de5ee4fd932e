import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../src/errors/codes.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { createStaticResource, openStaticResource, requestWith } from '../support/static-resource.ts'
import { encodeSegment, ISSUER, NOW, validClaims, withZeroSignature } from '../support/test-token.ts'

const { resource, sign, clock } = createStaticResource()

async function codeOf(accessToken: string, { authenticate } = resource): Promise<ErrorCode> {
  return (await refusalOf(() => authenticate(requestWith(accessToken)))).code
}

/** A token whose signature is one of another text. */
async function unsigned(header: object, claims: object): Promise<string> {
  const signature = (await sign()).split('.')[2] ?? ''
  return `${encodeSegment({ alg: 'ES256', typ: 'at+jwt', ...header })}.${encodeSegment(validClaims(claims))}.${signature}`
}

describe('of several things that are wrong with a token', () => {
  const expired = { exp: NOW - 1000 }
  test.each<[string, object, object, ErrorCode]>([
    ['an unknown issuer comes before an algorithm', { alg: 'HS256' }, { iss: 'x' }, 'issuer_untrusted'],
    ['a missing issuer comes before an algorithm', { alg: 'none' }, { iss: undefined }, 'issuer_missing'],
    ['an extension comes before the issuer', { crit: ['x'] }, { iss: 'x' }, 'token_critical_header'],
    ['an algorithm comes before the claims', { alg: 'HS256' }, expired, 'algorithm_not_allowed'],
    ['the claims come before the key', { kid: 'unknown' }, expired, 'token_expired'],
    ['the claims come before the signature', {}, expired, 'token_expired'],
    ['the type comes before the other claims', { typ: 'id+jwt' }, expired, 'token_type_mismatch'],
    ['the key comes before the signature', { kid: 'unknown' }, {}, 'key_not_found'],
    ['the signature is last', {}, {}, 'signature_invalid']
  ])('%s', async (_title, header, claims, code) => {
    expect(await codeOf(await unsigned(header, claims))).toBe(code)
  })
})

describe('what an issuer is told by', () => {
  test.each([
    ['issuer_missing', undefined],
    ['issuer_missing', ''],
    ['issuer_missing', 5],
    ['issuer_missing', null],
    ['issuer_missing', [ISSUER]],
    ['issuer_untrusted', `${ISSUER}/`],
    ['issuer_untrusted', ISSUER.toUpperCase()],
    ['issuer_untrusted', ISSUER.slice(0, -1)],
    ['issuer_untrusted', ` ${ISSUER}`],
    ['issuer_untrusted', ISSUER + 'x'.repeat(3000)],
    ['issuer_untrusted', '__proto__']
  ])('%s where iss is %j', async (code, iss) => {
    expect(await codeOf(await sign({ claims: validClaims({ iss }) }))).toBe(code)
  })
})

describe('the longest token', () => {
  test('is one of 16,384 bytes', async () => {
    const short = await sign({ claims: validClaims({ groups: '' }) })
    const padding = Math.floor(((16_384 - short.length) * 3) / 4)
    const longest = await sign({ claims: validClaims({ groups: 'g'.repeat(padding) }) })
    expect(longest.length).toBeGreaterThan(16_380)
    expect(longest.length).toBeLessThanOrEqual(16_384)
    expect((await resource.authenticate(requestWith(longest))).subject).toBe('alice')
    expect(await codeOf(await sign({ claims: validClaims({ groups: 'g'.repeat(padding + 4) }) }))).toBe(
      'token_too_large'
    )
  })

  test('is what the option says', async () => {
    const token = await sign()
    const exact = openStaticResource({ maxTokenBytes: token.length }).resource
    expect((await exact.authenticate(requestWith(token))).subject).toBe('alice')
    const less = openStaticResource({ maxTokenBytes: token.length - 1 }).resource
    expect(await codeOf(token, less)).toBe('token_too_large')
  })
})

describe('a verified token is found in the cache', () => {
  test.each([
    [{}, 329.9, 330],
    [{ clockToleranceSeconds: 0 }, 299.9, 300],
    [{ clockToleranceSeconds: 300 }, 599, 600],
    [{ maxTokenAgeSeconds: 60 }, 89.9, 91],
    [{ maxTokenAgeSeconds: 60, clockToleranceSeconds: 0 }, 59.9, 61],
    [{ maxTokenAgeSeconds: 10_000 }, 329.9, 330]
  ])('with %j until %d seconds, and is refused after %d', async (options, last, end) => {
    const own = openStaticResource(options)
    const token = await own.sign()
    const context = await own.resource.authenticate(requestWith(token))
    expect(own.resource.authenticateFromCache(requestWith(token))).toEqual(context)
    own.clock.pass(Math.floor(last) - 1)
    expect(own.resource.authenticateFromCache(requestWith(token))?.subject).toBe('alice')
    own.clock.pass(last - Math.floor(last) + 1)
    expect(await own.resource.authenticate(requestWith(token))).toMatchObject({ issuer: ISSUER })
    own.clock.pass(end - last)
    expect(own.resource.authenticateFromCache(requestWith(token))).toBeUndefined()
    expect(await codeOf(token, own.resource)).toMatch(/^token_(expired|too_old)$/u)
  })

  test('no longer when time passes, though the wall clock is set back', async () => {
    const own = openStaticResource()
    const token = await own.sign()
    await own.resource.authenticate(requestWith(token))
    own.clock.pass(400)
    own.clock.jump(-400)
    expect(own.resource.authenticateFromCache(requestWith(token))).toBeUndefined()
  })
})

describe('the last word', () => {
  test.each([true, Promise.resolve(true)])('may be for a token', async (word) => {
    const own = openStaticResource({ validate: () => word })
    expect((await own.resource.authenticate(requestWith(await own.sign()))).subject).toBe('alice')
  })

  test.each<{ word: unknown }>([
    { word: false },
    { word: Promise.resolve(false) },
    { word: runInNewContext('Promise.resolve(false)') },
    { word: undefined },
    { word: 1 },
    { word: 'yes' },
    { word: { valid: true } },
    { word: Promise.resolve('yes') }
  ])('is made if the profile is $word', async ({ word }) => {
    const own = openStaticResource({ validate: () => word as boolean })
    const error = await refusalOf(async () => own.resource.authenticate(requestWith(await own.sign())))
    expect(error).toMatchObject({
      code: 'token_rejected',
      hint: 'the option "validate" rejected the token'
    })
  })

  test('is asked about a context, and only about a token that is good in every other respect', async () => {
    const asked: unknown[] = []
    const own = openStaticResource({ validate: ({ subject }) => asked.push(subject) === 1 })
    await codeOf(await own.sign({ claims: validClaims({ aud: 'x' }) }), own.resource)
    await codeOf(withZeroSignature(await own.sign()), own.resource)
    expect(asked).toEqual([])
    await own.resource.authenticate(requestWith(await own.sign()))
    expect(asked).toEqual(['alice'])
  })
})

describe('a hint of the options', () => {
  const hints = { audience_mismatch: 'see the wiki', token_opaque: 'ask for an audience' }

  test('is added to the general hint, even before the issuer is known', async () => {
    const own = openStaticResource({ hints })
    const token = await own.sign({ claims: validClaims({ aud: 'account' }) })
    const mismatch = await refusalOf(() => own.resource.authenticate(requestWith(token)))
    expect(mismatch.hint).toMatch(/add an audience mapper .*; see the wiki$/u)
    const opaque = await refusalOf(() => own.resource.authenticate(requestWith('opaque')))
    expect(opaque.hint).toMatch(/^the access token is not a JWT: .*; ask for an audience$/u)
  })
})

describe('no refusal tells a secret', () => {
  const secret = 'S3CRET'
  const claims = { sub: secret, client_id: secret, jti: secret, scope: secret, email: secret }
  test.each<[ErrorCode, object, object]>([
    ['token_malformed', { kid: 5 }, {}],
    ['token_critical_header', { crit: [secret] }, {}],
    ['issuer_missing', {}, { iss: undefined }],
    ['issuer_untrusted', {}, { iss: 'https://other.example.test' }],
    ['algorithm_not_allowed', { alg: 'HS256' }, {}],
    ['token_type_mismatch', { typ: secret }, {}],
    ['token_not_access_token', {}, { token_use: secret }],
    ['token_is_id_token', { typ: 'JWT' }, { nonce: secret, scope: undefined }],
    ['claim_malformed', {}, { exp: secret }],
    ['claim_malformed', {}, { sub: [secret] }],
    ['claim_malformed', {}, { aud: { secret } }],
    ['claim_missing', {}, { exp: undefined }],
    ['token_expired', {}, { exp: 5 }],
    ['token_not_yet_valid', {}, { nbf: NOW + 1000 }],
    ['token_issued_in_future', {}, { iat: NOW + 1000 }],
    ['audience_missing', {}, { aud: undefined }],
    ['audience_mismatch', {}, { aud: 'other' }],
    ['confirmation_unsupported', {}, { cnf: { jkt: secret } }],
    ['key_not_found', { kid: secret }, {}],
    ['signature_invalid', {}, {}]
  ])('%s with %j and %j', async (code, header, change) => {
    const token = await unsigned(header, { ...claims, ...change })
    const error = await refusalOf(() => resource.authenticate(requestWith(token)))
    expect(error.code).toBe(code)
    const told = `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)} ${error.stack ?? ''}`
    expect(told).not.toContain(secret)
    for (const segment of token.split('.')) expect(told).not.toContain(segment)
    expect(JSON.stringify(resource.answer(error))).not.toContain(secret)
  })
})

test('the clock of the options decides, not the one of the machine', async () => {
  expect(clock.now()).toBe(NOW)
  expect(Math.abs(Date.now() / 1000 - NOW)).toBeGreaterThan(1000)
  expect((await resource.authenticate(requestWith(await sign()))).expiresAt).toBe(NOW + 300)
})
