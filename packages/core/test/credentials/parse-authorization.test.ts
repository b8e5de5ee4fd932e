import { describe, expect, test } from 'vitest'
import { parseAuthorization } from '../../src/credentials/parse-authorization.ts'
import { processorTime } from '../support/processor-time.ts'
import { refusalOf } from '../support/refusal-of.ts'

const BEARER = ['Bearer'] as const
const BOTH = ['Bearer', 'DPoP'] as const

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
    expect(parseAuthorization(value, BEARER)).toEqual({ scheme: 'Bearer', accessToken, text: value })
  })
})

describe('the scheme Bearer with nothing after a space', () => {
  test.each(['Bearer', 'bearer', 'Bearer ', 'Bearer    ', 'Bearer\tabc', 'Bearer"abc"', 'Bearer\u00a0abc'])(
    'holds an empty token: %j',
    (value) => {
      expect(parseAuthorization(value, BEARER)).toEqual({ scheme: 'Bearer', accessToken: '', text: value })
    }
  )
})

test('what follows is taken as it is, to be judged later', () => {
  for (const accessToken of ['a b', 'abc, def', '"abc"', '\tabc', 'abc\n', 'äbc'])
    expect(parseAuthorization(`Bearer ${accessToken}`, BEARER).accessToken).toBe(accessToken)
})

const dpop = 'the scheme DPoP needs the option "dpop"'
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
  ])('%j is refused as another scheme, like no credentials', async (value, hint) => {
    const error = await refusalOf(() => parseAuthorization(value, BEARER))
    expect(error.code).toBe('credentials_scheme_unsupported')
    expect(error.hint).toBe(hint)
  })

  test.each([..."!#$%&'*+-.^_`|~09azAZ"])('starts with Bearer and %j', async (character) => {
    const error = await refusalOf(() => parseAuthorization(`Bearer${character} abc`, BEARER))
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
  ])('does not begin where %j follows Bearer', (character) => {
    expect(parseAuthorization(`Bearer${character} abc`, BEARER).accessToken).toBe('')
  })
})

test('a refusal does not contain the value', async () => {
  for (const value of ['Basic SECRET', 'SECRET']) {
    const error = await refusalOf(() => parseAuthorization(value, BEARER))
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain('SECRET')
  }
})

test('a megabyte of spaces is parsed within a second', async () => {
  const spaces = `Bearer ${' '.repeat(1_000_000)}`
  const milliseconds = await processorTime(() => {
    expect(parseAuthorization(spaces, BEARER).accessToken).toBe('')
  })
  expect(milliseconds).toBeLessThan(1000)
})

describe('the scheme DPoP, if it is offered', () => {
  test.each([
    ['DPoP abc', 'abc'],
    ['dpop abc', 'abc'],
    ['DPOP   abc=', 'abc='],
    ['DPoP', ''],
    ['DPoP\tabc', '']
  ])('%j holds the token %j', (value, accessToken) => {
    expect(parseAuthorization(value, BOTH)).toEqual({ scheme: 'DPoP', accessToken, text: value })
  })

  test('leaves Bearer as it is', () => {
    expect(parseAuthorization('Bearer abc', BOTH)).toEqual({
      scheme: 'Bearer',
      accessToken: 'abc',
      text: 'Bearer abc'
    })
  })

  test.each(['DPoPx abc', 'DPo abc', 'Basic abc', 'MAC abc'])('%j is another scheme', async (value) => {
    const { code, hint } = await refusalOf(() => parseAuthorization(value, BOTH))
    expect([code, hint]).toEqual([
      'credentials_scheme_unsupported',
      'only the schemes Bearer and DPoP are supported'
    ])
  })
})
