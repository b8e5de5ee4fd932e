import { describe, expect, test } from 'vitest'
import * as jose from '../../../src/jws/engine/jose.ts'
import { createEngine } from '../../../src/jws/engine/node.ts'
import type { SignatureInput } from '../../../src/jws/signature-input.ts'
import { createTestKeys } from '../../support/test-token.ts'
import { signBytes } from '../vectors/sign-bytes.ts'
import { numberOf, signAnother, signedWith, vectorOf, type Vector } from '../vectors/vector.ts'

const keys = await createTestKeys(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'])
const signed = keys.map((key) => signAnother(key, 'alice'))

const severalCores = createEngine(2)
const singleCore = createEngine(1)

describe.each([
  { name: 'Node, in the thread pool', verify: (check: SignatureInput) => severalCores(check, 'threadPool') },
  { name: 'Node, on the main thread', verify: (check: SignatureInput) => severalCores(check, 'mainThread') },
  { name: 'Node, on a single core', verify: (check: SignatureInput) => singleCore(check, 'threadPool') },
  { name: 'jose', verify: (check: SignatureInput) => jose.verify(check, 'threadPool') }
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

test('Node holds one key to the padding of each algorithm that it is asked about, whatever came before', () => {
  const [rsa] = signed
  if (rsa === undefined) throw new Error('there is no key')
  const checks = (['RS256', 'PS256'] as const).map((algorithm) => ({
    ...vectorOf(rsa, algorithm, signBytes(rsa.signingInput, algorithm, rsa.privateKey)),
    algorithm
  }))
  for (const asked of [...checks, ...checks]) {
    for (const { title, signature } of checks) {
      const isOfIt = title === asked.algorithm
      expect(severalCores({ ...asked, signature }, 'mainThread'), `${title} as ${asked.title}`).toBe(isOfIt)
    }
  }
})

describe('one has to wait', () => {
  const [rsa] = signed
  if (rsa === undefined) throw new Error('there is no key')
  const good = vectorOf(rsa, '', rsa.signature)
  const bad = vectorOf(rsa, '', signAnother(rsa.key, 'bob').signature)
  const ofWrongLength = { ...good, signature: Buffer.alloc(5) }

  test('for the thread pool, and not for the main thread', async () => {
    const verify = createEngine(2)
    expect(verify(good, 'mainThread')).toBe(true)
    const verdict = verify(good, 'threadPool')
    expect(verdict).toBeInstanceOf(Promise)
    expect(await verdict).toBe(true)
  })

  test('for nobody where the signature has the wrong length', () => {
    expect(severalCores(ofWrongLength, 'threadPool')).toBe(false)
  })

  test('on a single core only after a bad signature', async () => {
    const verify = createEngine(1)
    expect(verify(good, 'threadPool')).toBe(true)
    expect(verify(bad, 'threadPool')).toBe(false)
    for (const [check, isSigned] of [
      [bad, false],
      [good, true]
    ] as const) {
      const verdict = verify(check, 'threadPool')
      expect(verdict).toBeInstanceOf(Promise)
      expect(await verdict).toBe(isSigned)
    }
    expect(verify(good, 'mainThread')).toBe(true)
  })

  test('on several cores no less after good signatures, and no more after bad ones', async () => {
    const verify = createEngine(2)
    expect(await verify(bad, 'threadPool')).toBe(false)
    expect(verify(good, 'threadPool')).toBeInstanceOf(Promise)
    expect(verify(good, 'mainThread')).toBe(true)
  })
})

test('jose does not let the header choose another algorithm than it was asked about', async () => {
  const ed = signed.at(-1)
  if (ed === undefined) throw new Error('there is no key')
  const check = { ...vectorOf(ed, '', ed.signature), algorithm: 'EdDSA' } as const
  await expect(jose.verify(check, 'threadPool')).rejects.toThrow('alg')
})
