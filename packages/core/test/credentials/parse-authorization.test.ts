import { describe, expect, test } from 'vitest'
import { parseAuthorization } from '../../src/credentials/parse-authorization.ts'
import { refusalOf } from '../support/refusal-of.ts'

const everyCharacter = 'AZaz09-._~+/'

describe('the scheme Bearer with one token', () => {
  test.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER abc', 'abc'],
    ['bEaReR abc', 'abc'],
    ['Bearer  abc', 'abc'],
    [`Bearer${' '.repeat(1000)}abc`, 'abc'],
    [`Bearer ${everyCharacter}`, everyCharacter],
    ['Bearer abc=', 'abc='],
    ['Bearer abc=====', 'abc====='],
    ['Bearer a', 'a'],
    ['Bearer Bearer', 'Bearer']
  ])('%j holds the token %j', (value, accessToken) => {
    expect(parseAuthorization(value)).toEqual({ scheme: 'Bearer', accessToken })
  })
})

describe('the scheme Bearer with anything else', () => {
  test.each([
    'Bearer',
    'bearer',
    'Bearer ',
    'Bearer    ',
    'Bearer\tabc',
    'Bearer\u00a0abc',
    'Bearer \tabc',
    'Bearer abc ',
    'Bearer abc\t',
    'Bearer a b',
    'Bearer abc,',
    'Bearer abc, Bearer def',
    'Bearer abc, def',
    'Bearer, abc',
    'Bearer "abc"',
    'Bearer"abc"',
    'Bearer: abc',
    'Bearer=abc',
    'Bearer/abc',
    'Bearer(abc',
    'Bearer realm="x"',
    'Bearer =',
    'Bearer =abc',
    'Bearer ab=c',
    'Bearer abc\n',
    'Bearer abc\u0000',
    'Bearer äbc',
    'Bearer {"alg":"none"}',
    'Bearer abc%20def',
    'Bearer abc;q=1'
  ])('is malformed: %j', async (value) => {
    const error = await refusalOf(() => parseAuthorization(value))
    expect(error.code).toBe('credentials_malformed')
    expect(error.hint).toBe(
      'after "Bearer" and a space there must be one access token: no quotes, commas, tabs or further words'
    )
  })
})

const dpop = 'the scheme DPoP is not supported by this protected resource'
const bare = 'the scheme is missing: send "Bearer", a space and the access token'
const other = 'only the scheme Bearer is supported'

describe('another scheme', () => {
  test.each([
    ['Basic eDp5', other],
    ['Digest Bearer', other],
    ['Basic', bare],
    ['Digest username="a", realm="b"', other],
    ['DPoP abc', dpop],
    ['dpop abc', dpop],
    ['DPoP', dpop],
    ['DPoP\tabc', dpop],
    ['DPoPx abc', other],
    ['xDPoP abc', other],
    ['x dpop abc', other],
    ['BearerX abc', other],
    ['Bearer1 abc', other],
    ['Bearer_ abc', other],
    ['Bearer-Token abc', other],
    ["Bearer' abc", other],
    ['Bearer. abc', other],
    ['Bearer~ abc', other],
    ['Bearer| abc', other],
    ['Bearer* abc', other],
    ['Bearerabc', bare],
    ['Beare abc', other],
    ['Token Bearer abc', other],
    ['Token', bare],
    ['eyJhbGciOiJSUzI1NiJ9.e30.c2ln', bare],
    [' abc ', bare],
    [' Bearer abc', other],
    ['', bare]
  ])('%j is as good as no credentials', async (value, hint) => {
    const error = await refusalOf(() => parseAuthorization(value))
    expect(error.code).toBe('credentials_scheme_unsupported')
    expect(error.hint).toBe(hint)
  })

  test.each([..."!#$%&'*+-.^_`|~09azAZ"])('begins where %j follows Bearer', async (character) => {
    const error = await refusalOf(() => parseAuthorization(`Bearer${character} abc`))
    expect(error.code).toBe('credentials_scheme_unsupported')
  })

  test.each([
    '"',
    '(',
    ')',
    ',',
    '/',
    ':',
    ';',
    '<',
    '=',
    '>',
    '?',
    '@',
    '[',
    '\\',
    ']',
    '{',
    '}',
    '\t',
    '\u007f'
  ])('does not begin where %j follows Bearer', async (character) => {
    const error = await refusalOf(() => parseAuthorization(`Bearer${character} abc`))
    expect(error.code).toBe('credentials_malformed')
  })
})

test('a refusal does not tell the value', async () => {
  for (const value of ['Bearer SECRET SECRET', 'Basic SECRET', 'SECRET']) {
    const error = await refusalOf(() => parseAuthorization(value))
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain('SECRET')
  }
})

test('a megabyte of spaces or of a token is parsed at once', async () => {
  const begin = performance.now()
  await refusalOf(() => parseAuthorization(`Bearer ${' '.repeat(1_000_000)}`))
  await refusalOf(() => parseAuthorization(`Bearer ${'a'.repeat(1_000_000)}!`))
  await refusalOf(() => parseAuthorization(`Bearer ${'='.repeat(1_000_000)}!`))
  expect(performance.now() - begin).toBeLessThan(1000)
})
