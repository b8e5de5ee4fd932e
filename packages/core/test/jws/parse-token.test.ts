import { describe, expect, test } from 'vitest'
import { createHeaderMemory } from '../../src/jws/header-memory.ts'
import { parseToken } from '../../src/jws/parse-token.ts'
import type { UnverifiedToken } from '../../src/jws/unverified-token.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { encodeSegment } from '../support/test-token.ts'

const MAX_TOKEN_BYTES = 16 * 1024
const HEADER = { alg: 'RS256', kid: 'a' }
const CLAIMS = { iss: 'https://as.example.test' }
const SIGNATURE = 'c2lnbmF0dXJl'
const BYTES = new TextEncoder().encode('signature')

function parse(accessToken: string, maxTokenBytes = MAX_TOKEN_BYTES): UnverifiedToken {
  return parseToken(accessToken, { maxTokenBytes, headers: createHeaderMemory() })
}

function tokenOf(header: string | object = HEADER, claims: string | object = CLAIMS): string {
  return `${encodeSegment(header)}.${encodeSegment(claims)}.${SIGNATURE}`
}

/** A token of exactly so many characters. */
function tokenOfLength(length: number): string {
  const start = tokenOf()
  return start + 'A'.repeat(length - start.length)
}

/** A header segment of exactly so many characters. */
function headerOfLength(characters: number): string {
  const bytes = Math.floor((characters * 3) / 4)
  const segment = encodeSegment('{"alg":"RS256"}'.padEnd(bytes))
  expect(segment).toHaveLength(characters)
  return segment
}

test('a token is taken apart, without claims that are null', () => {
  const payload = { ...CLAIMS, nickname: null }
  const token = tokenOf(HEADER, payload)
  expect(parse(token)).toEqual({
    headerSegment: encodeSegment(HEADER),
    unverifiedHeader: HEADER,
    unverifiedClaims: CLAIMS,
    signingInput: `${encodeSegment(HEADER)}.${encodeSegment(payload)}`,
    signature: expect.any(Uint8Array) as unknown
  })
  expect([...parse(token).signature]).toEqual([...BYTES])
})

describe('the longest token', () => {
  test.each([1024, MAX_TOKEN_BYTES])('is one of %d characters where so many are allowed', async (max) => {
    const { length } = tokenOf()
    const longest = tokenOfLength(max - ((max - length) % 4))
    expect(parse(longest, longest.length).unverifiedClaims).toEqual(CLAIMS)
    const error = await refusalOf(() => parse(longest, longest.length - 1))
    expect(error.code).toBe('token_too_large')
    expect(error.hint).toMatch(/^the access token is longer than "maxTokenBytes"/u)
  })

  test('counts before anything is looked at', async () => {
    for (const junk of ['.'.repeat(101), '!'.repeat(101), 'a'.repeat(5_000_000)]) {
      expect((await refusalOf(() => parse(junk, 100))).code).toBe('token_too_large')
    }
    expect((await refusalOf(() => parse('!'.repeat(100), 100))).code).toBe('token_opaque')
  })
})

describe('the longest header', () => {
  test('is one of 4096 characters', async () => {
    const withHeader = (header: string) => parse(`${header}.${encodeSegment(CLAIMS)}.AAAA`)
    expect(withHeader(headerOfLength(4096)).unverifiedHeader).toEqual({ alg: 'RS256' })
    const error = await refusalOf(() => withHeader(headerOfLength(4098)))
    expect(error.code).toBe('token_too_large')
    expect(error.hint).toBe('the header of the token is longer than 4096 characters')
  })

  test('does not bound the payload', () => {
    const claims = { groups: 'g'.repeat(8000) }
    expect(parse(tokenOf(HEADER, claims)).unverifiedClaims).toEqual(claims)
  })
})

describe('a token is refused', () => {
  test.each([
    ['token_opaque', 'opaque'],
    ['token_encrypted', 'A.B.C.D.E'],
    ['token_malformed', `${tokenOf()}=`],
    ['token_malformed', tokenOf().slice(0, -3)],
    ['token_malformed', `${tokenOf()}\n`],
    ['token_malformed', tokenOf('[]')],
    ['token_malformed', tokenOf(HEADER, '[]')],
    ['token_malformed', tokenOf({ alg: 5 })],
    ['token_critical_header', tokenOf({ alg: 'RS256', crit: ['exp'] })],
    // What is wrong with the header comes before what is wrong with the payload.
    ['token_critical_header', tokenOf({ alg: 'RS256', crit: ['exp'] }, '[]')]
  ])('with %s: %s', async (code, token) => {
    expect((await refusalOf(() => parse(token))).code).toBe(code)
  })

  test('with a hint about its signature', async () => {
    const error = await refusalOf(() => parse(`${tokenOf()}=`))
    expect(error.hint).toBe(
      'the signature of the token is not strict base64url: something truncated, padded or re-encoded the token'
    )
  })

  test('but not for having no signature, which its algorithm tells', () => {
    expect(parse(tokenOf().replace(SIGNATURE, '')).signature).toHaveLength(0)
  })
})
