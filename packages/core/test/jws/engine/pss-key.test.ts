import { generateKeyPairSync, KeyObject, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { createPssKey } from '../../../src/jws/engine/node.ts'
import { signBytes } from '../vectors/sign-bytes.ts'

const input = 'eyJhbGciOiJQUzI1NiJ9.e30'

/** As in Deno: a key is a key, whatever members it has. */
const looksElsewhere = () => false

test.each([
  ['has its options itself if the runtime reads them there, as Node does', undefined, true],
  ['is wrapped together with its options if the runtime does not', looksElsewhere, false]
])('a key for RSASSA-PSS %s', (_title, verifyNothing, isKeyItself) => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = createPssKey(publicKey, verifyNothing)
  expect(key instanceof KeyObject).toBe(isKeyItself)
  const accepts = (signature: Buffer) => verify('sha256', Buffer.from(input), key, signature)
  expect(accepts(signBytes(input, 'PS256', privateKey))).toBe(true)
  const changed = signBytes(input, 'PS256', privateKey)
  changed.writeUInt8(changed.readUInt8(100) ^ 1, 100)
  expect(accepts(changed)).toBe(false)
  expect(accepts(signBytes(input, 'RS256', privateKey))).toBe(false)
})
