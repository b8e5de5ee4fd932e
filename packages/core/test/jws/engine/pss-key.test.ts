import { generateKeyPairSync, KeyObject, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createPssKey } from '../../../src/jws/engine/node.ts'
import { signBytes } from '../vectors/sign-bytes.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const input = 'eyJhbGciOiJQUzI1NiJ9.e30'

/** As Deno does it: a key is a key, whatever members it has. */
const looksElsewhere = () => false

describe('a key for RSASSA-PSS', () => {
  test.each([
    ['has its options itself where the runtime looks there, as Node does', undefined, true],
    ['is wrapped together with its options where it does not', looksElsewhere, false]
  ])('%s', (_title, verifyNothing, isKeyItself) => {
    const key = createPssKey(publicKey, verifyNothing)
    expect(key instanceof KeyObject).toBe(isKeyItself)
    const accepts = (signature: Buffer) => verify('sha256', Buffer.from(input), key, signature)
    expect(accepts(signBytes(input, 'PS256', privateKey))).toBe(true)
    expect(accepts(signBytes(input, 'PS256', privateKey).fill(1, 100, 101))).toBe(false)
    expect(accepts(signBytes(input, 'RS256', privateKey))).toBe(false)
  })

  test('leaves the key as it is that it is made of', () => {
    createPssKey(publicKey)
    expect(Object.keys(publicKey)).toEqual([])
    expect(verify('sha256', Buffer.from(input), publicKey, signBytes(input, 'RS256', privateKey))).toBe(true)
  })
})
