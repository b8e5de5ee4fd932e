import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as node from '../../src/digest/node.ts'
import * as web from '../../src/digest/web.ts'

describe.each([
  { name: 'Node', digest: node },
  { name: 'other runtimes', digest: web }
])('the digests of $name', ({ digest }) => {
  test('compute SHA-256 of text, in base64url without padding', async () => {
    // FIPS 180-4, the message "abc".
    expect(await digest.sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
    expect(await digest.sha256('')).toBe(createHash('sha256').digest('base64url'))
    expect(await digest.sha256('ä€😀')).toBe(createHash('sha256').update('ä€😀').digest('base64url'))
  })

  test('compute SHA-256 of bytes, of a part of a buffer too', async () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256)
    const part = bytes.subarray(7, 200)
    expect(await digest.sha256(part)).toBe(createHash('sha256').update(part).digest('base64url'))
  })

  test('compute HMAC with SHA-256 of RFC 4231 test case 2', async () => {
    const expected = createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('base64url')
    expect(Buffer.from(expected, 'base64url').toString('hex')).toMatch(/^5bdcc146bf60754e6a042426089575c7/u)
    expect(await digest.hmacSha256('Jefe', 'what do ya want for nothing?')).toBe(expected)
  })

  test.each([
    ['', '', true],
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['abc', 'bbc', false],
    ['abc', 'ab', false],
    ['', 'a', false]
  ])('compare %j and %j: %s', (one, other, isEqual) => {
    expect(digest.isEqualText(one, other)).toBe(isEqual)
  })
})
