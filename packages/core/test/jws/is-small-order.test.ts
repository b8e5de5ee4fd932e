import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isSmallOrder } from '../../src/jws/is-small-order.ts'

const P = 2n ** 255n - 19n
/** Of the curve -x² + y² = 1 + d x² y² (RFC 8032 section 5.1). */
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
const ORDER_8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022n

/** The coordinate y with the sign of x, as a key has it. */
function encode(y: bigint, sign = 0n): Uint8Array {
  const littleEndian = Buffer.from((y | (sign << 255n)).toString(16).padStart(64, '0'), 'hex').toReversed()
  return new Uint8Array(littleEndian)
}

describe('a point of edwards25519', () => {
  test.each([
    ['0', 0n],
    ['1', 1n],
    ['-1', P - 1n],
    ['one of order 8', ORDER_8],
    ['the other one of order 8', P - ORDER_8],
    ['0, encoded as it must not be', P],
    ['1, encoded as it must not be', P + 1n]
  ])('is of small order with either sign where y is %s', (_name, y) => {
    expect([isSmallOrder(encode(y)), isSmallOrder(encode(y, 1n))]).toEqual([true, true])
  })

  test('has twice itself at y = 0, which is of order 4, where its y is that of order 8', () => {
    // x² = -y², put into the equation of the curve.
    expect((D * ORDER_8 ** 4n + 2n * ORDER_8 ** 2n - 1n) % P).toBe(0n)
  })

  test.each([2n, 3n, P - 2n, P - 3n, P + 2n, ORDER_8 + 1n])('is of another order where y is %s', (y) => {
    expect([isSmallOrder(encode(y)), isSmallOrder(encode(y, 1n))]).toEqual([false, false])
  })

  test('is of another order if it is a generated key', () => {
    const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
    expect(isSmallOrder(Buffer.from(String(x), 'base64url'))).toBe(false)
  })

  test.each([0, 1, 31, 33])('counts as one of small order if it is not a point: %i bytes', (length) => {
    expect(isSmallOrder(new Uint8Array(length).fill(9))).toBe(true)
  })
})
