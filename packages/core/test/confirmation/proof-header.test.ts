import { calculateJwkThumbprint } from 'jose'
import { describe, expect, test } from 'vitest'
import { validateProofHeader } from '../../src/confirmation/proof-header.ts'
import { ALGORITHM_NAMES, type AlgorithmName } from '../../src/jws/algorithms.ts'
import { sha256 } from '../../src/digest/node.ts'
import { createProofKey } from '../support/proof-kit.ts'
import { refusalOf } from '../support/refusal-of.ts'

const ALL = new Set<string>(ALGORITHM_NAMES)
const EC = { kty: 'EC', crv: 'P-256', x: 'eA', y: 'eQ' }
const RSA = { kty: 'RSA', n: 'n'.repeat(342), e: 'AQAB' }
const AKP = { kty: 'AKP', alg: 'ML-DSA-44', pub: 'pub' }

function headerOf(jwk: unknown = EC, change: object = {}): Record<string, unknown> {
  return { typ: 'dpop+jwt', alg: 'ES256', jwk, ...change }
}

describe('the header of a proof', () => {
  const algorithms: AlgorithmName[] = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'RS256', 'PS512']

  test.each(algorithms)(
    'gives algorithm, public members and thumbprint of RFC 7638 for %s',
    async (algorithm) => {
      const { publicJwk } = await createProofKey(algorithm)
      const jwk = { ext: true, key_ops: ['verify'], use: 'sig', kid: 'a', alg: algorithm, ...publicJwk }
      const header = validateProofHeader({ typ: 'dpop+jwt', alg: algorithm, jwk }, ALL)
      expect(header.algorithm).toBe(algorithm)
      expect(header.jwk).toEqual(publicJwk)
      expect(sha256(header.thumbprintInput)).toBe(await calculateJwkThumbprint(publicJwk))
    }
  )

  test('gives the thumbprint of an ML-DSA key over alg, kty and pub', () => {
    const header = validateProofHeader(headerOf(AKP, { alg: 'ML-DSA-44' }), ALL)
    expect(header.thumbprintInput).toBe('{"alg":"ML-DSA-44","kty":"AKP","pub":"pub"}')
  })

  test.each(['EdDSA', 'Ed25519'])('may name an Ed25519 key %s, whatever the proof calls it', (alg) => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'x', alg }
    for (const name of ['EdDSA', 'Ed25519']) {
      expect(validateProofHeader(headerOf(jwk, { alg: name }), ALL).algorithm).toBe(name)
    }
  })

  test('may have members that its kind of key does not know', () => {
    const header = validateProofHeader(headerOf({ ...RSA, crv: 'P-256' }, { alg: 'RS256' }), ALL)
    expect(header.jwk).toEqual(RSA)
  })

  test('may have an RSA key of 4,096 bits', () => {
    const jwk = { ...RSA, n: 'n'.repeat(683), e: 'AAAAAA' }
    expect(validateProofHeader(headerOf(jwk, { alg: 'RS256' }), ALL).algorithm).toBe('RS256')
  })
})

describe('the header of a proof is refused', () => {
  test.each([
    ['proof_type_mismatch', headerOf(EC, { typ: undefined })],
    ['proof_type_mismatch', headerOf(EC, { typ: 'JWT' })],
    ['proof_type_mismatch', headerOf(EC, { typ: 'at+jwt' })],
    ['proof_type_mismatch', headerOf(EC, { typ: 'DPOP+JWT' })],
    ['proof_type_mismatch', headerOf(EC, { typ: 'application/dpop+jwt' })],
    ['proof_malformed', headerOf(EC, { crit: ['b64'] })],
    ['proof_malformed', headerOf(EC, { b64: false })],
    ['proof_algorithm_not_allowed', headerOf(EC, { alg: undefined })],
    ['proof_algorithm_not_allowed', headerOf(EC, { alg: 5 })],
    ['proof_algorithm_not_allowed', headerOf(EC, { alg: 'none' })],
    ['proof_algorithm_not_allowed', headerOf(EC, { alg: 'HS256' })],
    ['proof_algorithm_not_allowed', headerOf(EC, { alg: 'es256' })],
    ['proof_algorithm_not_allowed', headerOf(EC, { alg: 'toString' })],
    ['proof_malformed', headerOf(null)],
    ['proof_malformed', headerOf('jwk')],
    ['proof_malformed', headerOf([EC])],
    ['proof_key_invalid', headerOf({})],
    ['proof_key_invalid', headerOf({ kty: 'oct' })],
    ['proof_key_invalid', headerOf({ ...EC, kty: 'OKP' })],
    ['proof_key_invalid', headerOf({ ...EC, crv: 'P-384' })],
    ['proof_key_invalid', headerOf({ ...EC, y: undefined })],
    ['proof_key_invalid', headerOf({ ...EC, x: '' })],
    ['proof_key_invalid', headerOf({ ...EC, x: 5 })],
    ['proof_key_invalid', headerOf({ ...EC, use: 'enc' })],
    ['proof_key_invalid', headerOf({ ...EC, key_ops: 0 })],
    ['proof_key_invalid', headerOf({ ...EC, key_ops: 'verify' })],
    ['proof_key_invalid', headerOf({ ...EC, key_ops: ['sign'] })],
    ['proof_key_invalid', headerOf({ ...EC, alg: 'ES384' })],
    ['proof_key_invalid', headerOf({ ...EC, alg: 'EdDSA' })],
    ['proof_key_invalid', headerOf({ kty: 'OKP', crv: 'Ed25519', x: 'x', alg: 'ES256' }, { alg: 'EdDSA' })],
    ['proof_key_invalid', headerOf({ kty: 'OKP', crv: 'X25519', x: 'x' }, { alg: 'EdDSA' })],
    ['proof_key_invalid', headerOf(RSA)],
    ['proof_key_invalid', headerOf({ ...RSA, n: 'n'.repeat(684) }, { alg: 'RS256' })],
    ['proof_key_invalid', headerOf({ ...RSA, e: 'AAAAAAA' }, { alg: 'PS256' })],
    ['proof_key_invalid', headerOf({ ...AKP, alg: undefined }, { alg: 'ML-DSA-44' })],
    ['proof_key_invalid', headerOf({ ...AKP, alg: 'ML-DSA-65' }, { alg: 'ML-DSA-44' })]
  ])('with %s: %j', async (code, header) => {
    const error = await refusalOf(() => validateProofHeader(header, ALL))
    expect([error.code, error.oauthError, error.status]).toEqual([code, 'invalid_dpop_proof', 401])
  })

  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k'])(
    'with the private member %s',
    async (member) => {
      for (const value of ['secret-value', null]) {
        const error = await refusalOf(() => validateProofHeader(headerOf({ ...EC, [member]: value }), ALL))
        expect(error.code).toBe('proof_key_private')
        expect(error.hint).not.toContain('secret-value')
      }
    }
  )

  test('with an algorithm that is not in the list', async () => {
    const error = await refusalOf(() => validateProofHeader(headerOf(), new Set(['ES384'])))
    expect(error.code).toBe('proof_algorithm_not_allowed')
  })
})
