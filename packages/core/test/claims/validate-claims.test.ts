import { describe, expect, test } from 'vitest'
import type { ClaimCheck } from '../../src/claims/claim-check.ts'
import { PROFILES, type ProfileName } from '../../src/claims/profiles.ts'
import { validateClaims } from '../../src/claims/validate-claims.ts'
import { expectations } from '../support/expectations.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { NOW, validClaims } from '../support/test-token.ts'

const accessToken = { alg: 'RS256', typ: 'at+jwt' }
const expected = expectations({ maxTokenAgeSeconds: 600 })

async function codeIn(profile: ProfileName, claims: object, header: object = accessToken) {
  const token = {
    unverifiedHeader: { alg: 'RS256', ...header },
    unverifiedClaims: JSON.parse(JSON.stringify(validClaims(claims))) as Record<string, unknown>
  }
  const validate = () => validateClaims(token, { checks: PROFILES[profile], expected }, NOW)
  return (await refusalOf(validate)).code
}

/** One claim wrong, and which check of each profile finds it; undefined if none does. */
const wrong: readonly { title: string; claims?: object; header?: object; jwt?: string; rfc9068?: string }[] =
  [
    {
      title: 'a type of another token',
      header: { typ: 'id+jwt' },
      jwt: 'token_type_mismatch',
      rfc9068: 'token_type_mismatch'
    },
    { title: 'no type', header: {}, rfc9068: 'token_type_mismatch' },
    { title: 'the type JWT', header: { typ: 'JWT' }, rfc9068: 'token_type_mismatch' },
    {
      title: 'another kind',
      claims: { events: {} },
      jwt: 'token_not_access_token',
      rfc9068: 'token_not_access_token'
    },
    {
      title: 'the marks of an ID token',
      header: { typ: 'JWT' },
      claims: { nonce: 'x', scope: undefined },
      jwt: 'token_is_id_token',
      rfc9068: 'token_type_mismatch'
    },
    { title: 'no jti', claims: { jti: undefined }, rfc9068: 'claim_missing' },
    { title: 'no subject', claims: { sub: undefined }, rfc9068: 'claim_missing' },
    { title: 'no client', claims: { client_id: undefined }, rfc9068: 'claim_missing' },
    { title: 'no exp', claims: { exp: undefined }, jwt: 'claim_missing', rfc9068: 'claim_missing' },
    { title: 'exp over', claims: { exp: NOW - 30 }, jwt: 'token_expired', rfc9068: 'token_expired' },
    {
      title: 'nbf to come',
      claims: { nbf: NOW + 31 },
      jwt: 'token_not_yet_valid',
      rfc9068: 'token_not_yet_valid'
    },
    {
      title: 'iat to come',
      claims: { iat: NOW + 31 },
      jwt: 'token_issued_in_future',
      rfc9068: 'token_issued_in_future'
    },
    { title: 'iat long ago', claims: { iat: NOW - 631 }, jwt: 'token_too_old', rfc9068: 'token_too_old' },
    {
      title: 'another audience',
      claims: { aud: 'x' },
      jwt: 'audience_mismatch',
      rfc9068: 'audience_mismatch'
    },
    {
      title: 'a subject that is a number',
      claims: { sub: 5 },
      jwt: 'claim_malformed',
      rfc9068: 'claim_malformed'
    },
    {
      title: 'a binding',
      claims: { cnf: {} },
      jwt: 'confirmation_unsupported',
      rfc9068: 'confirmation_unsupported'
    }
  ]

describe.each(['jwt', 'rfc9068'] as const)('the profile %s', (profile) => {
  test('accepts an access token exactly as RFC 9068 describes it', () => {
    const token = { unverifiedHeader: accessToken, unverifiedClaims: validClaims() }
    expect(() => validateClaims(token, { checks: PROFILES[profile], expected }, NOW)).not.toThrow()
  })

  test.each(wrong.filter((row) => row[profile] !== undefined))('refuses $title', async (row) => {
    expect(await codeIn(profile, row.claims ?? {}, row.header)).toBe(row[profile])
  })

  test.each(wrong.filter((row) => row[profile] === undefined))('accepts $title', async (row) => {
    await expect(codeIn(profile, row.claims ?? {}, row.header)).rejects.toThrow('nothing was refused')
  })
})

describe('validating', () => {
  const asked: string[] = []
  const passing: ClaimCheck = () => void asked.push('passing')
  const failing: ClaimCheck = () => {
    asked.push('failing')
    return { code: 'claim_missing', claim: 'sub', hint: 'a hint' }
  }
  const token = { unverifiedHeader: accessToken, unverifiedClaims: validClaims() }

  test('stops at the first check that fails, and reports claim and hint', async () => {
    const checks = [passing, failing, passing]
    const error = await refusalOf(() => validateClaims(token, { checks, expected }, NOW))
    expect(asked).toEqual(['passing', 'failing'])
    expect(error).toMatchObject({ code: 'claim_missing', hint: 'a hint', cause: { claim: 'sub' } })
  })

  test('passes the token, the expectations and the time to each check', () => {
    const seen: unknown[] = []
    const check: ClaimCheck = (...given) => void seen.push(...given)
    validateClaims(token, { checks: [check], expected }, NOW)
    expect(seen).toEqual([token, expected, NOW])
  })
})
