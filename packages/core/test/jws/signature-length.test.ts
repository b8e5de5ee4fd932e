import { generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import type { AlgorithmName } from '../../src/jws/algorithms.ts'
import { hasSignatureLength } from '../../src/jws/signature-length.ts'
import { createTestKeys } from '../support/test-token.ts'

const LENGTHS = [
  ['RS256', 256],
  ['PS512', 256],
  ['ES256', 64],
  ['ES384', 96],
  ['ES512', 132],
  ['EdDSA', 64],
  ['Ed25519', 64]
] as const

const keys = await createTestKeys(LENGTHS.map(([algorithm]) => algorithm))

function lengthsOf(
  algorithm: AlgorithmName,
  key = keys.find((each) => each.algorithm === algorithm)?.publicKey
) {
  if (key === undefined) throw new Error('there is no key')
  return [0, 1, 63, 64, 65, 95, 96, 97, 131, 132, 133, 255, 256, 257, 258, 384, 512].filter((length) =>
    hasSignatureLength({ algorithm, key, signingInput: 'e30.e30', signature: new Uint8Array(length) })
  )
}

describe('the length of a signature', () => {
  test.each(LENGTHS)('of %s is %d bytes', (algorithm, length) => {
    expect(lengthsOf(algorithm)).toEqual([length])
    // The same key, asked again.
    expect(lengthsOf(algorithm)).toEqual([length])
  })

  test.each([
    [2049, 257],
    [2056, 257],
    [2064, 258],
    [3072, 384]
  ])('of RSA with a modulus of %d bits is %d bytes', async (modulusLength, length) => {
    const { publicKey } = await generateKeyPair('PS256', { modulusLength })
    expect(lengthsOf('PS256', publicKey)).toEqual([length])
  })

  test('is left to the implementation where the table has none', () => {
    const key = keys[0]?.publicKey
    if (key === undefined) throw new Error('there is no key')
    const check = {
      algorithm: 'ML-DSA-44',
      key,
      signingInput: 'e30.e30',
      signature: new Uint8Array(2420)
    } as const
    expect(hasSignatureLength(check)).toBe(true)
  })
})
