import { generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  ALGORITHM_NAMES,
  ALGORITHMS,
  isAlgorithmName,
  type SignatureAlgorithm
} from '../../src/jws/algorithms.ts'

describe('the table of algorithms', () => {
  test('has these fourteen algorithms, and not ES256K or Ed448', () => {
    expect(ALGORITHM_NAMES).toEqual([
      'RS256',
      'RS384',
      'RS512',
      'PS256',
      'PS384',
      'PS512',
      'ES256',
      'ES384',
      'ES512',
      'EdDSA',
      'Ed25519',
      'ML-DSA-44',
      'ML-DSA-65',
      'ML-DSA-87'
    ])
  })

  test.each(ALGORITHM_NAMES)('%s is the name of an algorithm', (name) => {
    expect(isAlgorithmName(name)).toBe(true)
  })

  test.each([
    'none',
    'None',
    'HS256',
    'HS384',
    'HS512',
    'rs256',
    'RS256 ',
    'ES256K',
    'ESP256',
    'Ed448',
    'RSA-OAEP',
    '',
    'toString',
    '__proto__'
  ])('%j is the name of none', (name) => {
    expect(isAlgorithmName(name)).toBe(false)
  })

  const classical = ALGORITHM_NAMES.filter((name) => !name.startsWith('ML-DSA'))

  test.each(classical)('%s says of its key what Web Cryptography says of it', async (name) => {
    const { publicKey } = await generateKeyPair(name)
    const row: SignatureAlgorithm = ALGORITHMS[name]
    const { name: family, hash, namedCurve } = publicKey.algorithm as unknown as Record<string, unknown>
    const families: Record<string, string> = {
      'RSASSA-PKCS1-v1_5': 'RSASSA-PKCS1-v1_5',
      'RSASSA-PSS': 'RSA-PSS',
      ECDSA: 'ECDSA',
      EdDSA: 'Ed25519'
    }
    expect(families[row.family]).toBe(family)
    if (row.kty === 'RSA') expect(hash).toEqual({ name: row.hash?.replace('sha', 'SHA-') })
    if (row.kty === 'EC') expect(namedCurve).toBe(row.crv)
  })

  test.each([
    ['ES256', 'sha256', 64],
    ['ES384', 'sha384', 96],
    ['ES512', 'sha512', 132],
    ['EdDSA', undefined, 64],
    ['Ed25519', undefined, 64],
    ['ML-DSA-44', undefined, 2420],
    ['ML-DSA-65', undefined, 3309],
    ['ML-DSA-87', undefined, 4627]
  ] as const)('%s has hash %s and a signature of %d bytes', (name, hash, signatureBytes) => {
    const row: SignatureAlgorithm = ALGORITHMS[name]
    expect([row.hash, row.signatureBytes]).toEqual([hash, signatureBytes])
  })

  test('has no length for RSA signatures, which are as long as the modulus of their key', () => {
    const open = ALGORITHM_NAMES.filter((name) => !('signatureBytes' in ALGORITHMS[name]))
    expect(open).toEqual(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'])
  })
})
