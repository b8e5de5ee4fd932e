import { expect, test } from 'vitest'
import { isAccessTokenType, normalizeType } from '../../src/claims/media-type.ts'

// RFC 7515 section 4.1.9: "application/" may be left out where there is no other slash.
test.each([
  ['at+jwt', 'at+jwt'],
  ['AT+JWT', 'at+jwt'],
  ['application/at+jwt', 'at+jwt'],
  ['APPLICATION/AT+JWT', 'at+jwt'],
  ['application/', ''],
  ['application/a/b', 'application/a/b'],
  ['application/application/at+jwt', 'application/application/at+jwt'],
  ['xapplication/at+jwt', 'xapplication/at+jwt'],
  ['text/plain', 'text/plain'],
  ['', '']
])('the type %j compares as %j', (typ, normalized) => {
  expect(normalizeType(typ)).toBe(normalized)
})

test('no type is not that of an access token', () => {
  expect(isAccessTokenType(undefined)).toBe(false)
  expect(isAccessTokenType('')).toBe(false)
  expect(isAccessTokenType('at+jwt')).toBe(true)
})
