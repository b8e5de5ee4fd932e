import { parse } from 'node:querystring'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { readBodyToken } from '../../src/credentials/read-body-token.ts'
import { refusalOf } from '../support/refusal-of.ts'

const FORM = 'application/x-www-form-urlencoded'

function formRequest(body: unknown, change: { method?: string; type?: unknown } = {}) {
  const { method, type } = { method: 'POST', type: FORM, ...change }
  return { method, url: '/', headers: { 'content-type': type as string }, body }
}

describe('the form body', () => {
  test.each(['abc', 'a', 'AZaz09-._~+/', 'abc=='])('holds the token %j', (token) => {
    expect(readBodyToken(formRequest({ access_token: token, other: '1' }))).toBe(token)
  })

  test.each(['POST', 'PUT', 'PATCH', 'QUERY', 'PROPFIND'])('is read with %s', (method) => {
    expect(readBodyToken(formRequest({ access_token: 'abc' }, { method }))).toBe('abc')
  })

  test.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'])(
    'is not read with %s, RFC 6750 section 2.2',
    (method) => {
      expect(readBodyToken(formRequest({ access_token: 'abc' }, { method }))).toBeUndefined()
    }
  )

  test.each([
    FORM,
    FORM.toUpperCase(),
    `${FORM};charset=utf-8`,
    `${FORM} ; charset=utf-8`,
    `${FORM}\t;charset=utf-8`,
    `${FORM} `
  ])('is read with the type %j', (type) => {
    expect(readBodyToken(formRequest({ access_token: 'abc' }, { type }))).toBe('abc')
  })

  test.each([
    undefined,
    '',
    'application/json',
    'multipart/form-data',
    'text/plain',
    `${FORM}x`,
    `${FORM}, text/plain`,
    `x${FORM}`,
    ` ${FORM}`,
    `text/plain;${FORM}`,
    [FORM],
    5
  ])('is not read with the type %j', (type) => {
    expect(readBodyToken(formRequest({ access_token: 'abc' }, { type }))).toBeUndefined()
  })

  test.each([
    undefined,
    null,
    '',
    'access_token=abc',
    5,
    true,
    [],
    {},
    { access_token: undefined },
    { other: 'abc' },
    Object.create({ access_token: 'abc' })
  ])('has no token if it is %j', (body) => {
    expect(readBodyToken(formRequest(body))).toBeUndefined()
  })

  test('of a parser that gives objects without prototype is read', () => {
    expect(readBodyToken(formRequest(Object.assign(Object.create(null), { access_token: 'abc' })))).toBe(
      'abc'
    )
  })

  test.each([[['a', 'b']], [['abc']], [[]]])('with the tokens %j is refused', async (tokens) => {
    const error = await refusalOf(() => readBodyToken(formRequest({ access_token: tokens })))
    expect(error.code).toBe('credentials_repeated')
  })

  test.each(['', ' ', 'a b', ' abc', 'abc ', 'abc\n', 'a,b', 'äbc', '=', '=abc', 'a=b', null, 5, true, {}])(
    'with the token %j is malformed',
    async (token) => {
      const error = await refusalOf(() => readBodyToken(formRequest({ access_token: token })))
      expect(error.code).toBe('credentials_malformed')
    }
  )
})

test('a token that is kept does not keep the body that it came in', () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as NodeJS.GCFunction
  const heapUsed = (): number => {
    collectGarbage()
    return process.memoryUsage().heapUsed
  }
  const tokens = ['']
  const before = heapUsed()
  for (let number = 0; number < 50; number += 1) {
    const body = parse(`filler=${'x'.repeat(1024 * 1024)}&access_token=${'t'.repeat(900)}${number}`)
    tokens.push(readBodyToken(formRequest(body)) ?? '')
  }
  expect(heapUsed() - before).toBeLessThan(25 * 1024 * 1024)
  expect(tokens.at(-1)).toBe(`${'t'.repeat(900)}49`)
})
