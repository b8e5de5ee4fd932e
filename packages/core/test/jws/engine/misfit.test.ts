import { describe, expect, test } from 'vitest'
import type { SignatureInput } from '../../../src/jws/signature-input.ts'
import { createTestKeys } from '../../support/test-token.ts'
import { signAnother, vectorOf, type Vector } from '../vectors/vector.ts'
import { judge } from '../vectors/verdict.ts'

const keys = await createTestKeys(['RS256', 'ES256', 'ES384', 'Ed25519'])

/** Questions that never reach an engine, since key sets give out keys for one algorithm only. */
const misfits: readonly Vector[] = keys.flatMap((key) =>
  keys
    .filter((other) => other !== key)
    .map((other) => ({
      ...vectorOf(
        signAnother(key, 'alice'),
        `${key.algorithm} with a key for ${other.algorithm}`,
        Buffer.alloc(64)
      ),
      key: other.publicKey
    }))
)

describe('an engine that is asked about a key that does not fit', () => {
  test.each(misfits)('has nothing good to say: $title', async (vector) => {
    const right = keys.find(({ algorithm }) => algorithm === vector.algorithm)
    if (right === undefined) throw new Error('there is no key')
    for (const signature of [vector.signature, signAnother(right, 'alice').signature])
      expect((await judge({ ...vector, signature })).accepted).toBe(false)
  })
})

describe('an engine that cannot tell', () => {
  const ed = keys.at(-1)
  if (ed === undefined) throw new Error('there is no key')
  const question: SignatureInput = {
    algorithm: 'ES256',
    key: ed.publicKey,
    signingInput: 'eyJhbGciOiJFUzI1NiJ9.e30',
    signature: new Uint8Array(64).fill(1)
  }

  test('fails, and does not call the signature a bad one', async () => {
    const { verdicts } = await judge({ ...question, title: '' })
    const four = ['threw', 'threw', 'threw', 'threw']
    expect(Object.values(verdicts).map((verdict) => verdict.slice(0, 5))).toEqual(four)
  })

  test('fails for an input of one segment, too, where it must look into it', async () => {
    const [first] = keys
    if (first === undefined) throw new Error('there is no key')
    const { signature } = signAnother(first, 'alice')
    const { accepted } = await judge({
      title: '',
      algorithm: 'RS256',
      key: first.publicKey,
      signingInput: 'eyJhbGciOiJSUzI1NiJ9',
      signature
    })
    expect(accepted).toBe(false)
  })
})
