import { describe, expect, test } from 'vitest'
import type { TokenLocation } from '../../src/credentials/credentials.ts'
import { readCredentials } from '../../src/credentials/read-credentials.ts'
import { refusalOf } from '../support/refusal-of.ts'

const HEADER: readonly TokenLocation[] = ['header']
const BOTH: readonly TokenLocation[] = ['header', 'body']
const found = { scheme: 'Bearer', accessToken: 'abc', text: 'Bearer abc' }

function requestWith(authorization?: string | readonly string[], url = '/messages') {
  return { method: 'GET', url, headers: { authorization } }
}

function formWith(authorization?: string, token?: string) {
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', url: '/messages', headers, body: { access_token: token } }
}

describe('the Authorization field', () => {
  test.each([{ authorization: 'Bearer abc' }, { authorization: ['Bearer abc'] }])(
    '$authorization holds the credentials',
    ({ authorization }) => {
      expect(readCredentials(requestWith(authorization), HEADER)).toEqual(found)
      expect(readCredentials(requestWith(authorization), BOTH)).toEqual(found)
    }
  )

  test.each([
    { authorization: undefined },
    { authorization: '' },
    { authorization: [] },
    { authorization: [''] }
  ])('$authorization holds none', async ({ authorization }) => {
    const error = await refusalOf(() => readCredentials(requestWith(authorization), HEADER))
    expect(error.code).toBe('credentials_missing')
    expect(error.hint).toBe('send the access token as "Authorization: Bearer <access token>"')
  })

  test.each([
    [['Bearer abc', 'Bearer abc']],
    [['Bearer abc', '']],
    [['', '']],
    [['Basic a', 'Bearer b', 'c']]
  ])('on the lines %j is refused', async (authorization) => {
    const error = await refusalOf(() => readCredentials(requestWith(authorization), HEADER))
    expect(error.code).toBe('credentials_repeated')
    expect(error.hint).toBe(
      'the request has several Authorization lines: a proxy or the client adds a second one'
    )
  })

  test('is refused for what parsing it says', async () => {
    expect((await refusalOf(() => readCredentials(requestWith('Basic abc'), BOTH))).code).toBe(
      'credentials_scheme_unsupported'
    )
  })
})

describe('the query string', () => {
  test('need not be there', async () => {
    const error = await refusalOf(() => readCredentials({ headers: {} }, BOTH))
    expect(error.code).toBe('credentials_missing')
    expect(error.hint).toBe('send the access token as "Authorization: Bearer <access token>"')
  })

  test('is never read, and the developer is told so', async () => {
    for (const locations of [HEADER, BOTH]) {
      const request = requestWith(undefined, '/messages?access_token=abc')
      const error = await refusalOf(() => readCredentials(request, locations))
      expect(error.code).toBe('credentials_missing')
      expect(error.hint).toMatch(/"access_token" in the query string, which is never read/u)
    }
  })

  test('does not disturb credentials in the header field', () => {
    expect(readCredentials(requestWith('Bearer abc', '/messages?access_token=def'), HEADER)).toEqual(found)
  })
})

describe('the form body', () => {
  test('is read where it is a location', () => {
    expect(readCredentials(formWith(undefined, 'abc'), BOTH)).toEqual({ ...found, text: 'abc' })
  })

  test('is not read where it is none', async () => {
    const error = await refusalOf(() => readCredentials(formWith(undefined, 'abc'), HEADER))
    expect(error.code).toBe('credentials_missing')
    expect(readCredentials(formWith('Bearer abc', 'def'), HEADER)).toEqual(found)
  })

  test('leaves the field alone where it holds no token', () => {
    expect(readCredentials(formWith('Bearer abc'), BOTH)).toEqual(found)
  })

  test.each(['Bearer abc', 'Basic abc', 'Bearer a b', ''])(
    'and the field %j are two, even where they are equal',
    async (authorization) => {
      const error = await refusalOf(() => readCredentials(formWith(authorization, 'abc'), BOTH))
      expect(error.code).toBe('credentials_repeated')
      expect(error.hint).toBe(
        'send the access token either in the Authorization field or in the form body, not in both'
      )
    }
  )

  test('that is malformed is refused, whatever the field says', async () => {
    const error = await refusalOf(() => readCredentials(formWith('Bearer abc', 'a b'), BOTH))
    expect(error.code).toBe('credentials_malformed')
  })
})
