import { describe, expect, test } from 'vitest'
import type { TokenLocation } from '../../src/credentials/credentials.ts'
import { readCredentials } from '../../src/credentials/read-credentials.ts'
import { refusalOf } from '../support/refusal-of.ts'

const BEARER = ['Bearer'] as const

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

describe('the Authorization header', () => {
  test.each([{ authorization: 'Bearer abc' }, { authorization: ['Bearer abc'] }])(
    '$authorization holds the credentials',
    ({ authorization }) => {
      expect(readCredentials(requestWith(authorization), HEADER, BEARER)).toEqual(found)
      expect(readCredentials(requestWith(authorization), BOTH, BEARER)).toEqual(found)
    }
  )

  test.each([
    { authorization: undefined },
    { authorization: '' },
    { authorization: [] },
    { authorization: [''] }
  ])('$authorization holds none', async ({ authorization }) => {
    const error = await refusalOf(() => readCredentials(requestWith(authorization), HEADER, BEARER))
    expect(error.code).toBe('credentials_missing')
    expect(error.hint).toBe('send the access token as "Authorization: Bearer <access token>"')
  })

  test.each([
    [['Bearer abc', 'Bearer abc']],
    [['Bearer abc', '']],
    [['', '']],
    [['Basic a', 'Bearer b', 'c']]
  ])('on the lines %j is refused', async (authorization) => {
    const error = await refusalOf(() => readCredentials(requestWith(authorization), HEADER, BEARER))
    expect(error.code).toBe('credentials_repeated')
    expect(error.hint).toBe(
      'the request has several Authorization headers: a proxy or the client adds a second one'
    )
  })

  test('is refused for what parsing it says', async () => {
    expect((await refusalOf(() => readCredentials(requestWith('Basic abc'), BOTH, BEARER))).code).toBe(
      'credentials_scheme_unsupported'
    )
  })
})

describe('the query string', () => {
  test('need not be there', async () => {
    const error = await refusalOf(() => readCredentials({ headers: {} }, BOTH, BEARER))
    expect(error.code).toBe('credentials_missing')
    expect(error.hint).toBe('send the access token as "Authorization: Bearer <access token>"')
  })

  test('is never read, and the hint says so', async () => {
    for (const locations of [HEADER, BOTH]) {
      const request = requestWith(undefined, '/messages?access_token=abc')
      const error = await refusalOf(() => readCredentials(request, locations, BEARER))
      expect(error.code).toBe('credentials_missing')
      expect(error.hint).toMatch(/"access_token" in the query string, which is never read/u)
    }
  })

  test('does not disturb credentials in the header field', () => {
    expect(readCredentials(requestWith('Bearer abc', '/messages?access_token=def'), HEADER, BEARER)).toEqual(
      found
    )
  })
})

describe('the form body', () => {
  test('is read if the options name the body', () => {
    expect(readCredentials(formWith(undefined, 'abc'), BOTH, BEARER)).toEqual({ ...found, text: 'abc' })
  })

  test('is not read if the options do not name the body', async () => {
    const error = await refusalOf(() => readCredentials(formWith(undefined, 'abc'), HEADER, BEARER))
    expect(error.code).toBe('credentials_missing')
    expect(readCredentials(formWith('Bearer abc', 'def'), HEADER, BEARER)).toEqual(found)
  })

  test('without a token leaves the header to decide', () => {
    expect(readCredentials(formWith('Bearer abc'), BOTH, BEARER)).toEqual(found)
  })

  test.each(['Bearer abc', 'Basic abc', 'Bearer a b', ''])(
    'and the field %j are two, even where they are equal',
    async (authorization) => {
      const error = await refusalOf(() => readCredentials(formWith(authorization, 'abc'), BOTH, BEARER))
      expect(error.code).toBe('credentials_repeated')
      expect(error.hint).toBe(
        'send the access token either in the Authorization header or in the form body, not in both'
      )
    }
  )

  test('that is malformed is refused, whatever the field says', async () => {
    const error = await refusalOf(() => readCredentials(formWith('Bearer abc', 'a b'), BOTH, BEARER))
    expect(error.code).toBe('credentials_malformed')
  })
})
