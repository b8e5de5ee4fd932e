import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as jose from '../../../src/jws/engine/jose.ts'
import { createEngine } from '../../../src/jws/engine/node.ts'
import { createTestKeys, encodeSegment } from '../../support/test-token.ts'
import { signBytes } from '../vectors/sign-bytes.ts'
import { numberOf, signAnother, signedWith, vectorOf, type Vector } from '../vectors/vector.ts'
import { verifierOf } from '../vectors/verdict.ts'

const keys = await createTestKeys(['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'])
const signed = keys.map((key) => signAnother(key, 'alice'))

const severalCores = verifierOf(createEngine(2))
const singleCore = verifierOf(createEngine(1))
const withJose = verifierOf(jose.importVerificationKey)

describe.each([
  { name: 'Node, in the thread pool', verify: (vector: Vector) => severalCores(vector, 'threadPool') },
  { name: 'Node, on the main thread', verify: (vector: Vector) => severalCores(vector, 'mainThread') },
  { name: 'Node, on a single core', verify: (vector: Vector) => singleCore(vector, 'threadPool') },
  { name: 'jose', verify: (vector: Vector) => withJose(vector, 'threadPool') }
])('the engine of $name', ({ verify }) => {
  test.each(signed)('distinguishes a valid signature of $key.algorithm from invalid ones', async (each) => {
    const { signature, key } = each
    for (const title of ['once', 'again']) expect(await verify(vectorOf(each, title, signature))).toBe(true)
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
    // OpenSSL itself accepts it.
    const pss = signed[1]
    if (pss === undefined) throw new Error('there is no key')
    const short = signedWith(pss, (each) => numberOf(each) < 1n << BigInt(8 * (each.length - 1)))
    expect(await verify(vectorOf(short, 'whole', short.signature))).toBe(true)
    expect(await verify(vectorOf(short, 'cut', short.signature.subarray(1)))).toBe(false)
  })
})

test('one RSA key verifies each of its algorithms with the padding of that one, in any order', async () => {
  const [rsa] = signed
  if (rsa === undefined) throw new Error('there is no key')
  const jwk = { ...rsa.key.jwk, alg: undefined }
  const names = ['RS256', 'PS256'] as const
  for (const importKey of [createEngine(2), jose.importVerificationKey]) {
    const key = await importKey({ ...jwk }, names)
    expect([...key.algorithms]).toEqual(names)
    for (const asked of [...names, ...names]) {
      for (const made of names) {
        const signingInput = `${encodeSegment({ alg: asked })}.e30`
        const input = { signingInput, signature: signBytes(signingInput, made, rsa.privateKey) }
        expect(await key.verify(input, asked, 'mainThread'), `${made} as ${asked}`).toBe(made === asked)
      }
    }
  }
})

test.each([2050, 2056, 2064])(
  'an RSA key of %i bits verifies signatures as long as its modulus',
  async (modulusLength) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength })
    const jwk = publicKey.export({ format: 'jwk' })
    const signingInput = `${encodeSegment({ alg: 'PS256' })}.e30`
    const signature = signBytes(signingInput, 'PS256', privateKey)
    expect(signature).toHaveLength(Math.ceil(modulusLength / 8))
    for (const verify of [severalCores, withJose]) {
      const vector = { title: '', algorithm: 'PS256', jwk, signingInput, signature } as const
      expect(await verify(vector, 'mainThread')).toBe(true)
      const longer = Buffer.concat([Buffer.alloc(1), signature])
      expect(await verify({ ...vector, signature: longer }, 'mainThread')).toBe(false)
    }
  }
)

describe('a caller waits', () => {
  const [rsa] = signed
  if (rsa === undefined) throw new Error('there is no key')
  const { signingInput, signature, key } = rsa
  const bad = signAnother(key, 'bob').signature
  const [several, single] = [createEngine(2), createEngine(1)].map((importKey) =>
    importKey({ ...key.jwk }, ['RS256'])
  )

  test('for the thread pool, and not for the main thread', async () => {
    expect(several?.verify({ signingInput, signature }, 'RS256', 'mainThread')).toBe(true)
    const verdict = several?.verify({ signingInput, signature }, 'RS256', 'threadPool')
    expect(verdict).toBeInstanceOf(Promise)
    expect(await verdict).toBe(true)
  })

  test('never on a single core, after invalid signatures neither', () => {
    const verdicts = [signature, bad, signature].map((each) =>
      single?.verify({ signingInput, signature: each }, 'RS256', 'threadPool')
    )
    expect(verdicts).toEqual([true, false, true])
  })

  test('never for a signature of the wrong length', () => {
    const input = { signingInput, signature: Buffer.alloc(5) }
    expect(several?.verify(input, 'RS256', 'threadPool')).toBe(false)
  })
})

test('jose does not let the header choose another algorithm than the caller', async () => {
  const ed = signed.at(-1)
  if (ed === undefined) throw new Error('there is no key')
  const { alg: _alg, ...jwk } = ed.key.jwk
  const vector = { ...vectorOf(ed, '', ed.signature), jwk, algorithm: 'EdDSA' } as const
  await expect(withJose(vector, 'threadPool')).rejects.toThrow('alg')
})
