import { expect, test } from 'vitest'
import { peekAccessToken } from '../../src/credentials/peek-access-token.ts'

test.each([
  ['Bearer abc', 'abc'],
  ['Bearer ', ''],
  ['Bearer  abc', ' abc'],
  ['Bearer not judged, at all', 'not judged, at all'],
  ['bearer abc', undefined],
  ['Bearer', undefined],
  ['Basic abc', undefined],
  [' Bearer abc', undefined],
  ['', undefined],
  [undefined, undefined],
  [['Bearer abc'], undefined],
  [['Bearer abc', 'Bearer def'], undefined]
])('in %j the token is %j', (authorization, accessToken) => {
  expect(peekAccessToken({ method: 'GET', url: '/', headers: { authorization } })).toBe(accessToken)
})
