import { describe, expect, test } from 'vitest'
import { parseAuthorization } from '../../src/credentials/parse-authorization.ts'
import { requireToken68 } from '../../src/credentials/require-token68.ts'
import { processorTime } from '../support/processor-time.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { createStaticResource } from '../support/static-resource.ts'

const everyCharacter = 'AZaz09-._~+/'

const malformed = [
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
] as const

describe('the form of an access token', () => {
  test.each(['abc', 'a', everyCharacter, 'abc=', 'abc=====', 'a.b.c'])('is that of %j', (accessToken) => {
    expect(requireToken68(accessToken)).toBeUndefined()
  })

  test.each(malformed)('is not that of %j', async (value) => {
    const error = await refusalOf(() => requireToken68(parseAuthorization(value, ['Bearer']).accessToken))
    expect(error.code).toBe('credentials_malformed')
    expect(error.hint).toBe(
      'after "Bearer" and a space there must be exactly one access token: no quotes, commas, tabs or further words'
    )
  })
})

describe('a request', () => {
  const { resource, sign } = createStaticResource()
  const codeOf = async (authorization: string): Promise<string> => {
    const request = { method: 'GET', url: '/', headers: { authorization } }
    return (await refusalOf(() => resource.authenticate(request))).code
  }

  test.each(malformed)('is malformed, rather than its token bad: %j', async (value) => {
    expect(await codeOf(value)).toBe('credentials_malformed')
  })

  test('is malformed even if it contains a token among other text', async () => {
    const token = await sign()
    await resource.authenticate({ method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } })
    for (const value of [
      `${token} `,
      `${token},`,
      `"${token}"`,
      `\t${token}`,
      `${token} ${token}`,
      `${token}=A`
    ])
      expect(await codeOf(`Bearer ${value}`)).toBe('credentials_malformed')
    // One byte of a character that is two: never the same as the character itself.
    const wide = token.replace(/[A-Z]/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x100))
    expect(await codeOf(`Bearer ${wide}`)).toBe('credentials_malformed')
  })

  test('is an invalid token if it has the form of one', async () => {
    const token = await sign()
    expect(await codeOf('Bearer abc')).toBe('token_opaque')
    expect(await codeOf(`Bearer ${token}=`)).toBe('token_malformed')
    expect(await codeOf(`Bearer ${token.replace('.', '+.')}`)).toBe('token_malformed')
    expect(await codeOf(`Bearer ${'a'.repeat(20_000)}`)).toBe('token_too_large')
  })
})

test('a refusal does not tell the value', async () => {
  const error = await refusalOf(() => requireToken68('SECRET SECRET'))
  expect(JSON.stringify({ ...error, message: error.message })).not.toContain('SECRET')
})

test('a megabyte is checked within a second', async () => {
  const milliseconds = await processorTime(async () => {
    await refusalOf(() => requireToken68(`${'a'.repeat(1_000_000)}!`))
    await refusalOf(() => requireToken68(`${'='.repeat(1_000_000)}!`))
  })
  expect(milliseconds).toBeLessThan(1000)
})
