import { describe, expect, test } from 'vitest'
import { parseJsonObject } from '../../src/jws/parse-json-object.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { encodeSegment } from '../support/test-token.ts'

describe('a segment that holds a JSON object', () => {
  test.each([
    ['{}', {}],
    ['{"a":1,"b":[true,null]}', { a: 1, b: [true, null] }],
    [' \n{"a":"ä€😀"}\t', { a: 'ä€😀' }],
    ['{"a":1e400}', { a: Infinity }],
    ['{"a":-0}', { a: -0 }],
    [String.raw`{"a":"\ud800"}`, { a: '\ud800' }]
  ])('%s is parsed', (text, value) => {
    expect(parseJsonObject(encodeSegment(text))).toEqual(value)
  })

  test('has the last of members with the same name', () => {
    expect(parseJsonObject(encodeSegment('{"aud":"first","aud":"last"}'))).toEqual({ aud: 'last' })
  })

  test.each([
    '{"a":1,"__proto__":{"polluted":true}}',
    String.raw`{"a":1,"\u005f_proto_\u005f":{"polluted":true}}`,
    '{"__proto__":{"polluted":true},"a":1,"__proto__":null}'
  ])('loses members named __proto__: %s', (text) => {
    const value = parseJsonObject(encodeSegment(text))
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.getOwnPropertyNames(value)).toEqual(['a'])
    expect(value['polluted']).toBeUndefined()
  })

  test('loses nested members named __proto__, and keeps __proto__ as a value', () => {
    const text = '{"a":{"__proto__":{"x":1},"b":[{"__proto__":1,"c":2}]},"d":"__proto__","e":null}'
    const value = parseJsonObject(encodeSegment(text))
    expect(JSON.stringify(value)).toBe('{"a":{"b":[{"c":2}]},"d":"__proto__","e":null}')
  })

  test.each(['', '"__proto__":1,', '"__proto__x":1,'])(
    'with the members %j can be nested as deep as the token is long',
    (members) => {
      const depth = 50_000
      const nested = '['.repeat(depth) + ']'.repeat(depth)
      expect(parseJsonObject(encodeSegment(`{${members}"a":${nested}}`))).toHaveProperty('a')
    }
  )
})

describe('a segment that holds anything else', () => {
  test.each([
    ['an array', '[]'],
    ['an array with an object', '[{}]'],
    ['null', 'null'],
    ['a string', '"text"'],
    ['a number', '5'],
    ['true', 'true'],
    ['nothing', ''],
    ['white space', ' '],
    ['an object that is cut', '{"a":1'],
    ['two objects', '{}{}'],
    ['an object and a comma', '{},'],
    ['JavaScript', '{a:1}'],
    ['single quotes', "{'a':1}"],
    ['a comma too much', '{"a":1,}'],
    ['NaN', '{"a":NaN}'],
    ['a line break in a string', '{"a":"\n"}'],
    ['a byte order mark', '\ufeff{}']
  ])('is malformed: %s', async (_title, text) => {
    const error = await refusalOf(() => parseJsonObject(encodeSegment(text)))
    expect(error.code).toBe('token_malformed')
    expect(error.hint).toBe(
      'header or payload of the token is not strict base64url of a JSON object in UTF-8: something truncated or re-encoded it'
    )
  })

  test.each(['=', '=='])('names the padding %j', async (padding) => {
    const error = await refusalOf(() => parseJsonObject(encodeSegment('{}') + padding))
    expect([error.code, error.hint]).toEqual([
      'token_malformed',
      'header or payload of the token is padded with "=": the base64url of a token has no padding (RFC 7515 section 2)'
    ])
  })

  test.each([
    ['a byte that is never UTF-8', [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]],
    ['a sequence that is cut', [0x7b, 0x22, 0xc3, 0x22, 0x3a, 0x31, 0x7d]],
    ['an overlong slash', [0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]],
    ['a surrogate', [0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]]
  ])('is malformed: %s', async (_title, bytes) => {
    const segment = Buffer.from(bytes).toString('base64url')
    expect((await refusalOf(() => parseJsonObject(segment))).code).toBe('token_malformed')
  })
})
