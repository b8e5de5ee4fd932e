import { describe, expect, test } from 'vitest'
import * as node from '../../../src/jws/base64url/node.ts'
import * as web from '../../../src/jws/base64url/web.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Segments that are not strict base64url, RFC 4648 section 3 and RFC 7515 section 2. */
const notStrict = [
  'A',
  'AAAAA',
  'AAA=',
  'AA==',
  'AAAA=',
  'AAAA====',
  '=',
  'AA+A',
  'AA/A',
  'AA~A',
  'AA.A',
  ' AAAA',
  'AAAA ',
  'AA AA',
  'AAAA\n',
  'AA\tAA',
  '\u{feff}AAAA',
  'AAÄA',
  'AA\u0141A',
  'AA\u0000A',
  '{"alg":"none"}'
]

describe.each([
  { name: 'Node', decodeBytes: node.decodeBytes, decodeText: node.decodeText },
  { name: 'other runtimes', decodeBytes: web.decodeBytes, decodeText: web.decodeText }
])('the decoder for $name', ({ decodeBytes, decodeText }) => {
  // RFC 4648 section 10, and section 5 for the two last characters of the alphabet.
  test.each([
    ['', []],
    ['Zg', [0x66]],
    ['Zm8', [0x66, 0x6f]],
    ['Zm9v', [0x66, 0x6f, 0x6f]],
    ['Zm9vYg', [0x66, 0x6f, 0x6f, 0x62]],
    ['Zm9vYmFy', [0x66, 0x6f, 0x6f, 0x62, 0x61, 0x72]],
    ['-_-_', [0xfb, 0xff, 0xbf]],
    ['AP8', [0x00, 0xff]]
  ])('decodes %j to the bytes %j', (segment, bytes) => {
    expect([...(decodeBytes(segment) ?? ['nothing'])]).toEqual(bytes)
    expect(decodeBytes(segment)).toBeInstanceOf(Uint8Array)
  })

  test('decodes every byte, at every length', () => {
    for (let length = 0; length <= 300; length += 1) {
      const bytes = Array.from({ length }, (_, index) => (index * 7 + length) % 256)
      const segment = Buffer.from(bytes).toString('base64url')
      expect([...(decodeBytes(segment) ?? ['nothing'])]).toEqual(bytes)
    }
  })

  test.each(notStrict)('does not decode %j', (segment) => {
    expect(decodeBytes(segment)).toBeUndefined()
    expect(decodeText(segment)).toBeUndefined()
  })

  test('knows one spelling of a value: the unused bits at the end are zero', () => {
    for (const [start, unused] of [
      ['A', 16],
      ['AB', 4],
      ['ABC', 1],
      ['ABCDA', 16],
      ['ABCDAB', 4]
    ] as const) {
      for (const last of ALPHABET) {
        const isStrict = ALPHABET.indexOf(last) % unused === 0
        expect(decodeBytes(start + last) !== undefined, start + last).toBe(isStrict)
      }
    }
  })

  test.each(['', 'text', 'ä€😀', '{"a":1}', '\ufeff{}', '\u0000', '\ufffd'])(
    'decodes the text %j',
    (text) => {
      expect(decodeText(Buffer.from(text).toString('base64url'))).toBe(text)
    }
  )

  test.each([12_287, 12_288, 12_289, 100_000])(
    'decodes a text of %d bytes, and nothing of the one before',
    (length) => {
      expect(decodeText(Buffer.from('b'.repeat(length)).toString('base64url'))).toBe('b'.repeat(length))
      expect(decodeText(Buffer.from('a').toString('base64url'))).toBe('a')
      expect(decodeText(`${'b'.repeat(length)}!`)).toBeUndefined()
    }
  )

  test.each([
    { bytes: [0xff] },
    { bytes: [0xc3] },
    { bytes: [0xc0, 0xaf] },
    { bytes: [0xed, 0xa0, 0x80] },
    { bytes: [0xf4, 0x90, 0x80, 0x80] },
    { bytes: [0xef, 0xbf, 0xbd, 0xff] }
  ])('finds no text in the bytes $bytes', ({ bytes }) => {
    const segment = Buffer.from(bytes).toString('base64url')
    expect(decodeText(segment)).toBeUndefined()
    expect(decodeBytes(segment)).toHaveLength(bytes.length)
  })
})
