import { describe, expect, test } from 'vitest'
import { readLifeSeconds, readRetryAfterSeconds } from '../../src/documents/response-life.ts'

describe('the life of a response', () => {
  test.each([
    [{}, undefined],
    [{ 'cache-control': 'max-age=0' }, 0],
    [{ 'cache-control': 'max-age=300' }, 300],
    [{ 'cache-control': 'Max-Age="300"' }, 300],
    [{ 'cache-control': 'public, max-age=300, immutable' }, 300],
    [{ 'cache-control': 'public,max-age=300' }, 300],
    [{ 'cache-control': 'max-age=300', age: '100' }, 200],
    [{ 'cache-control': 'max-age=300', age: '400' }, 0],
    [{ 'cache-control': 'max-age=300', age: 'ancient' }, 300],
    [{ 'cache-control': 'max-age=300', age: '1 2' }, 300],
    [{ 'cache-control': 'max-age=999999999999999' }, 999_999_999_999_999],
    [{ 'cache-control': 'max-age=9999999999999999' }, undefined],
    [{ 'cache-control': 'max-age=-1' }, undefined],
    [{ 'cache-control': 'max-age=1.5' }, undefined],
    [{ 'cache-control': 'max-age=' }, undefined],
    [{ 'cache-control': 's-maxage=300' }, undefined],
    [{ 'cache-control': 'no-store' }, undefined],
    [{ 'cache-control': 'no-store, max-age=86400' }, 600],
    [{ 'cache-control': 'max-age=86400,No-Cache' }, 600],
    [{ 'cache-control': 'no-store, max-age=86400', age: '86000' }, 400],
    [{ 'cache-control': 'no-cache, no-store, max-age=0' }, 0],
    // Means that field alone (RFC 9111 section 5.2.2.4).
    [{ 'cache-control': 'no-cache="set-cookie", max-age=86400' }, 86_400],
    [{ 'cache-control': 'no-transform, max-age=86400' }, 86_400],
    [{ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, undefined]
  ])('of %o is %s seconds', (fields, seconds) => {
    expect(readLifeSeconds(new Headers(Object.entries(fields)), 600)).toBe(seconds)
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2030, 0, 1) / 1000

  test.each([
    [undefined, undefined],
    ['0', 0],
    ['120', 120],
    ['999999999', 999_999_999],
    ['9999999999', undefined],
    ['soon', undefined],
    ['Tue, 01 Jan 2030 00:02:00 GMT', 120],
    ['Tue, 01 Jan 2030 00:00:00 GMT', 0],
    ['Mon, 31 Dec 2029 23:59:00 GMT', 0]
  ])('of %o is %s seconds', (value, seconds) => {
    const headers = new Headers(value === undefined ? {} : { 'retry-after': value })
    expect(readRetryAfterSeconds(headers, now)).toBe(seconds)
  })
})
