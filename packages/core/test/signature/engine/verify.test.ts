import { describe, expect, test } from 'vitest'
import * as jose from '../../../src/signature/engine/jose.ts'
import * as node from '../../../src/signature/engine/node.ts'
import type { SignatureCheck } from '../../../src/signature/signature-check.ts'
import { createTestKeys } from '../../support/test-token.ts'
import { numberOf, signAnother, signedWith, vectorOf, type Vector } from '../vectors/vector.ts'

const keys = await createTestKeys(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'])
const signed = keys.map((key) => signAnother(key, 'alice'))

describe.each([
  { name: 'Node, in the thread pool', verify: (check: SignatureCheck) => node.verify(check, 'threadPool') },
  { name: 'Node, on the main thread', verify: (check: SignatureCheck) => node.verify(check, 'mainThread') },
  { name: 'jose', verify: (check: SignatureCheck) => jose.verify(check, 'threadPool') }
])('the engine of $name', ({ verify }) => {
  test.each(signed)('tells a good signature of $key.algorithm from bad ones', async (each) => {
    const { signature, key } = each
    for (const good of ['once', 'and again']) expect(await verify(vectorOf(each, good, signature))).toBe(true)
    const bad: readonly Vector[] = [
      vectorOf(each, 'none', Buffer.alloc(0)),
      vectorOf(each, 'cut', signature.subarray(0, -1)),
      vectorOf(each, 'longer', Buffer.concat([signature, Buffer.alloc(1)])),
      vectorOf(each, 'of another text', signAnother(key, 'bob').signature),
      { ...vectorOf(each, 'of another text', signature), signingInput: signAnother(key, 'bob').signingInput }
    ]
    for (const vector of bad) expect(await verify(vector), vector.title).toBe(false)
  })

  test('refuses an RSA signature that is a byte shorter than its modulus', { timeout: 60_000 }, async () => {
    // OpenSSL itself would accept it.
    const pss = signed[1]
    if (pss === undefined) throw new Error('there is no key')
    const short = signedWith(pss, (each) => numberOf(each) < 1n << BigInt(8 * (each.length - 1)))
    expect(await verify(vectorOf(short, 'whole', short.signature))).toBe(true)
    expect(await verify(vectorOf(short, 'cut', short.signature.subarray(1)))).toBe(false)
  })
})

test('only the thread pool makes one wait', () => {
  const [rsa] = signed
  if (rsa === undefined) throw new Error('there is no key')
  const check = vectorOf(rsa, '', rsa.signature)
  expect(node.verify(check, 'mainThread')).toBe(true)
  expect(node.verify(check, 'threadPool')).toBeInstanceOf(Promise)
  // What has the wrong length needs no thread.
  expect(node.verify({ ...check, signature: Buffer.alloc(5) }, 'threadPool')).toBe(false)
})

test('jose does not let the header choose another algorithm than it was asked about', async () => {
  const ed = signed.at(-1)
  if (ed === undefined) throw new Error('there is no key')
  const check = { ...vectorOf(ed, '', ed.signature), algorithm: 'EdDSA' } as const
  await expect(jose.verify(check, 'threadPool')).rejects.toThrow('alg')
})
