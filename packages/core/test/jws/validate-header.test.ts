import { describe, expect, test } from 'vitest'
import { validateHeader } from '../../src/jws/validate-header.ts'
import { refusalOf } from '../support/refusal-of.ts'

describe('a header', () => {
  test.each([
    { alg: 'RS256' },
    { alg: '' },
    { alg: 'none' },
    { alg: 'RS256', kid: '', typ: '' },
    { alg: 'RS256', kid: '../../etc/passwd', typ: 'at+jwt' },
    { alg: 'RS256', kid: 'k'.repeat(256) },
    { alg: 'RS256', b64: true },
    { alg: 'RS256', b64: 'false' },
    { alg: 'RS256', jku: 'https://evil.example.test', jwk: {}, x5c: ['MII'], x5u: 5, cty: 'JWT' }
  ])('is returned with all members: %j', (header) => {
    expect(validateHeader(header)).toEqual(header)
  })

  test.each(['kid', 'typ', 'cty', 'b64'])('is returned without %s if that is null', (name) => {
    expect(validateHeader({ alg: 'RS256', [name]: null })).toEqual({ alg: 'RS256' })
  })

  test('has no prototype, so that it inherits nothing', () => {
    expect(Object.getPrototypeOf(validateHeader({ alg: 'RS256' }))).toBeNull()
  })

  test('is malformed if alg is inherited', async () => {
    const header = Object.create({ alg: 'RS256' }) as Record<string, unknown>
    expect((await refusalOf(() => validateHeader(header))).code).toBe('token_malformed')
  })

  test.each([
    {},
    { alg: undefined },
    { alg: null },
    { alg: 5 },
    { alg: true },
    { alg: ['RS256'] },
    { alg: {} },
    { alg: 'RS256', kid: 5 },
    { alg: 'RS256', kid: {} },
    { alg: 'RS256', kid: ['a'] },
    { alg: 'RS256', kid: 'k'.repeat(257) },
    { alg: 'RS256', kid: 'k'.repeat(20_000) },
    { alg: 'RS256', typ: 5 },
    { alg: 'RS256', typ: ['at+jwt'] },
    { kid: 'a', typ: 'at+jwt' }
  ])('is malformed: %j', async (header) => {
    const error = await refusalOf(() => validateHeader(header))
    expect(error.code).toBe('token_malformed')
    expect(error.hint).toBe(
      '"alg" must be a string, "typ" and "kid" strings if present, "kid" of at most 256 characters'
    )
  })

  test.each([
    { crit: ['exp'] },
    { crit: ['b64'], b64: false },
    { crit: ['b64'], b64: true },
    { crit: [] },
    { crit: null },
    { crit: false },
    { crit: 'exp' },
    { crit: ['x', 'x'] },
    { b64: false }
  ])('is refused for an extension that it requires: %j', async (members) => {
    const error = await refusalOf(() => validateHeader({ alg: 'RS256', ...members }))
    expect(error.code).toBe('token_critical_header')
    expect(error.hint).toMatch(/^the header requires an extension \("crit" or "b64"\)/u)
  })
})
