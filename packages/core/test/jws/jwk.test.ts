import { describe, expect, test } from 'vitest'
import { ALGORITHM_NAMES, ALGORITHMS, type SignatureAlgorithm } from '../../src/jws/algorithms.ts'
import { isSecretKey, publicMembers, supportsAlgorithm } from '../../src/jws/jwk.ts'

describe('a JWK is secret', () => {
  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k'])('with the member %s', (name) => {
    expect(isSecretKey({ kty: 'RSA', [name]: 'a' })).toBe(true)
  })

  test('not with public members alone', () => {
    expect(isSecretKey({ kty: 'RSA', n: 'a', e: 'AQAB', kid: 'd', x: 'a', y: 'a', pub: 'a' })).toBe(false)
  })
})

describe('a JWK', () => {
  const jwkFor = (name: (typeof ALGORITHM_NAMES)[number]) => {
    const { kty, crv }: SignatureAlgorithm = ALGORITHMS[name]
    return crv === undefined ? { kty } : { kty, crv }
  }

  test.each(ALGORITHM_NAMES)('that names %s is for that algorithm, and for no other of its type', (name) => {
    const jwk = { ...jwkFor(name), alg: name }
    const isOtherName = (other: string) => name.startsWith('Ed') && other.startsWith('Ed')
    for (const other of ALGORITHM_NAMES)
      expect(supportsAlgorithm(jwk, other)).toBe(other === name || isOtherName(other))
  })

  test.each([
    ['RSA', { kty: 'RSA' }, ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
    ['P-256', { kty: 'EC', crv: 'P-256' }, ['ES256']],
    ['P-384', { kty: 'EC', crv: 'P-384' }, ['ES384']],
    ['P-521', { kty: 'EC', crv: 'P-521' }, ['ES512']],
    ['Ed25519', { kty: 'OKP', crv: 'Ed25519' }, ['EdDSA', 'Ed25519']],
    ['ML-DSA', { kty: 'AKP' }, []],
    ['Ed448', { kty: 'OKP', crv: 'Ed448' }, []],
    ['an unknown type', { kty: 'oct' }, []]
  ])('of the type %s without "alg" is for the algorithms of that type', (_title, jwk, names) => {
    const supported = ALGORITHM_NAMES.filter((name) => supportsAlgorithm(jwk, name))
    expect(supported.toSorted((one, other) => one.localeCompare(other))).toEqual(
      names.toSorted((one, other) => one.localeCompare(other))
    )
  })

  test.each([
    [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' }, 'Ed25519', true],
    [{ kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519' }, 'EdDSA', true],
    [{ kty: 'OKP', crv: 'Ed25519', alg: 'RS256' }, 'EdDSA', false],
    [{ kty: 'OKP', crv: 'Ed448', alg: 'EdDSA' }, 'EdDSA', false],
    [{ kty: 'EC', crv: 'P-256', alg: 'EdDSA' }, 'ES256', false],
    [{ kty: 'RSA', alg: 'RS256' }, 'RS512', false]
  ] as const)('%j used for %s: %s', (jwk, name, isSupported) => {
    expect(supportsAlgorithm(jwk, name)).toBe(isSupported)
  })
})

describe('the public members of a JWK', () => {
  test('are its strings that make the key, without uses and operations', () => {
    const key = { kty: 'RSA', kid: 'a', alg: 'RS256', n: 'b', e: 'AQAB' }
    expect(publicMembers({ ...key, use: 'sig', key_ops: ['sign'], x5c: ['c'], d: 'secret' })).toEqual(key)
    const point = { kty: 'EC', crv: 'P-256', x: 'b', y: 'c' }
    expect(publicMembers({ ...point, kid: 5, ext: true })).toEqual(point)
    const postQuantum = { kty: 'AKP', alg: 'ML-DSA-44', pub: 'b' }
    expect(publicMembers({ ...postQuantum, priv: 'secret' })).toEqual(postQuantum)
  })

  test.each(['EdDSA', 'Ed25519'])('of an Ed25519 key leave its algorithm %s out', (alg) => {
    const key = { kty: 'OKP', crv: 'Ed25519', x: 'b' }
    expect(publicMembers({ ...key, alg })).toEqual(key)
  })
})
