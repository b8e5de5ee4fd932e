import { describe, expect, test } from 'vitest'
import { requireStrongKey } from '../../src/jws/verification-key.ts'

/** A number as a JWK holds it. */
const encoded = (...bytes: number[]): string => Buffer.from(bytes).toString('base64url')
const modulus = (first: number, length = 256): string =>
  encoded(first, ...Array.from({ length: length - 1 }, () => 255))

const SHORT = 'an RSA key of fewer than 2048 bits'
const EXPONENT = 'an RSA key whose public exponent is not an odd number of at least 3'

describe('an RSA key', () => {
  test.each([
    ['2048 bits', modulus(0x80), 256],
    ['2048 bits after zeros', encoded(0, 0, ...Buffer.from(modulus(0x80), 'base64url')), 256],
    ['4096 bits', modulus(0xff, 512), 512]
  ])('of %s has signatures as long as its modulus', (_title, n, bytes) => {
    expect(requireStrongKey({ kty: 'RSA', n, e: 'AQAB' })).toBe(bytes)
  })

  test.each([
    ['2047 bits', modulus(0x7f)],
    ['1024 bits', modulus(0xff, 128)],
    ['a modulus of zeros only', encoded(...Array.from({ length: 256 }, () => 0))],
    ['no modulus', undefined],
    ['a modulus that is no text', 5],
    ['a modulus that is not base64url', '=']
  ])('with %s is refused', (_title, n) => {
    expect(() => requireStrongKey({ kty: 'RSA', n, e: 'AQAB' })).toThrow(new Error(SHORT))
  })

  test.each([
    ['3', encoded(3)],
    ['65537', 'AQAB'],
    ['257, whose last byte is 1', encoded(1, 1)],
    ['3 after a zero', encoded(0, 3)]
  ])('with the exponent %s passes', (_title, e) => {
    expect(requireStrongKey({ kty: 'RSA', n: modulus(0x80), e })).toBe(256)
  })

  test.each([
    ['1', encoded(1)],
    ['1 after zeros', encoded(0, 0, 1)],
    ['2', encoded(2)],
    ['65536', encoded(1, 0, 0)],
    ['0', encoded(0)],
    ['none', undefined]
  ])('with the exponent %s is refused', (_title, e) => {
    expect(() => requireStrongKey({ kty: 'RSA', n: modulus(0x80), e })).toThrow(new Error(EXPONENT))
  })
})

describe('an Ed25519 key', () => {
  test('of small order is refused', () => {
    const x = encoded(1, ...Array.from({ length: 31 }, () => 0))
    const reason = 'an Ed25519 key of small order, with which anyone can sign'
    expect(() => requireStrongKey({ kty: 'OKP', crv: 'Ed25519', x })).toThrow(new Error(reason))
  })

  test('of another point passes', () => {
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
    expect(requireStrongKey({ kty: 'OKP', crv: 'Ed25519', x })).toBe(0)
  })
})

test('a point of an elliptic curve with the coordinates of one of small order is no Ed25519 key', () => {
  expect(
    requireStrongKey({ kty: 'EC', crv: 'P-256', x: encoded(1, ...Array.from({ length: 31 }, () => 0)) })
  ).toBe(0)
})
