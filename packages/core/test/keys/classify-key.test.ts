import { describe, expect, test } from 'vitest'
import { ALGORITHM_NAMES } from '../../src/jws/algorithms.ts'
import { classifyKey } from '../../src/keys/classify-key.ts'

const all: ReadonlySet<string> = new Set(ALGORITHM_NAMES)
const rsa = { kty: 'RSA', kid: 'r', n: 'AQAB', e: 'AQAB' }
const ec = { kty: 'EC', crv: 'P-256', kid: 'e', x: 'AA', y: 'AA' }
const ed = { kty: 'OKP', crv: 'Ed25519', kid: 'o', x: 'AA' }

const classify = (key: unknown, algorithms = all) => classifyKey(key, algorithms)

/** The members as null: absent, and not wrong (RFC 8259 has no undefined). */
const nulls = Object.fromEntries(
  ['use', 'key_ops', 'alg', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k', 'x5c'].map((name) => [
    name,
    null
  ])
)

describe('a key that can verify', () => {
  test.each<[object, readonly string[]]>([
    [rsa, ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
    [{ ...rsa, use: 'sig' }, ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
    [{ ...rsa, key_ops: ['verify'], alg: 'RS256' }, ['RS256']],
    [{ ...rsa, key_ops: ['sign', 'verify'], alg: 'PS512' }, ['PS512']],
    [{ ...rsa, alg: 'RS256', ext: true, x5t: 'AA', unknown: {} }, ['RS256']],
    [ec, ['ES256']],
    [{ ...ec, alg: 'ES256' }, ['ES256']],
    [ed, ['EdDSA', 'Ed25519']],
    [{ ...ed, alg: 'EdDSA' }, ['EdDSA', 'Ed25519']],
    [{ ...ed, alg: 'Ed25519' }, ['EdDSA', 'Ed25519']],
    [{ kty: 'AKP', alg: 'ML-DSA-44', pub: 'AA' }, ['ML-DSA-44']],
    [{ ...ec, ...nulls }, ['ES256']],
    [{ ...ec, kid: undefined }, ['ES256']],
    [{ ...ec, kid: '' }, ['ES256']]
  ])('is a candidate with its algorithms: %o', (key, algorithms) => {
    expect(classify(key)).toMatchObject({ algorithms })
  })

  test('with a kid that is null has none', () => {
    expect(classify({ ...ec, kid: null })).toEqual({
      kid: undefined,
      jwk: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' },
      algorithms: ['ES256']
    })
  })

  test('is a candidate for the allowed algorithms only', () => {
    expect(classify(rsa, new Set(['PS256']))).toMatchObject({ algorithms: ['PS256'] })
    expect(classify({ ...ed, alg: 'Ed25519' }, new Set(['EdDSA']))).toMatchObject({ algorithms: ['EdDSA'] })
  })

  test('keeps the members that make it, and its alg except for Ed25519, which has two names', () => {
    expect(classify({ ...ed, alg: 'EdDSA', use: 'sig' })).toMatchObject({ jwk: ed })
    const withAlg = { ...ec, alg: 'ES256' }
    expect(classify({ ...withAlg, use: 'sig', key_ops: ['verify'] })).toMatchObject({ jwk: withAlg })
  })

  test('loses the members that must be strings and are not', () => {
    expect(classify({ ...rsa, n: ['AQAB'], e: 3 })).toMatchObject({ jwk: { kty: 'RSA', kid: 'r' } })
  })

  test('is judged by its own members, and not by those of its prototype', () => {
    const inherited = Object.create({ use: 'enc', d: 'AA', alg: 'RS256', crv: 'P-384' }) as object
    expect(classify(Object.assign(inherited, { kty: 'RSA', kid: 'r', n: 'AQAB', e: 'AQAB' }))).toMatchObject({
      jwk: rsa
    })
    const empty = Object.create(rsa) as object
    expect(classify(empty)).toMatchObject({ kid: undefined, isInvalid: false })
  })
})

describe('a key for another purpose', () => {
  test.each<[object, string]>([
    [{ ...rsa, use: 'enc' }, 'its "use" is "enc", not "sig"'],
    [{ ...rsa, key_ops: ['sign'] }, 'its "key_ops" do not include "verify"'],
    [{ ...rsa, key_ops: [] }, 'its "key_ops" do not include "verify"'],
    [
      { ...rsa, alg: 'RSA-OAEP' },
      'its "alg" is "RSA-OAEP", which Portcullis does not verify with such a key'
    ],
    [{ ...rsa, alg: 'ES256' }, 'its "alg" is "ES256", which Portcullis does not verify with such a key'],
    [
      { ...ec, crv: 'P-384', alg: 'ES256' },
      'its "alg" is "ES256", which Portcullis does not verify with such a key'
    ],
    [{ ...ec, crv: 'secp256k1' }, 'its "crv" is "secp256k1", which Portcullis does not verify'],
    [{ ...ed, crv: 'Ed448' }, 'its "crv" is "Ed448", which Portcullis does not verify'],
    [{ kty: 'AKP', pub: 'AA' }, 'its "kty" is "AKP", which Portcullis does not verify without an "alg"'],
    [{ kty: 'UNKNOWN' }, 'its "kty" is "UNKNOWN", which Portcullis does not verify without an "alg"'],
    [{}, 'its "kty" is null, which Portcullis does not verify without an "alg"']
  ])('is not used, for a reason, and not invalid: %o', (key, reason) => {
    expect(classify({ ...key, kid: 'k' })).toEqual({ kid: 'k', reason, isInvalid: false })
  })

  test('may be one for an algorithm that the options do not allow', () => {
    const reason = 'it is for RS256, which the option "algorithms" does not allow'
    const key = { ...rsa, alg: 'RS256' }
    expect(classify(key, new Set(['PS256']))).toEqual({ kid: 'r', reason, isInvalid: false })
  })
})

describe('an invalid key', () => {
  test.each([null, 7, 'key', [rsa]])('is not an object: %o', (key) => {
    expect(classify(key)).toEqual({ kid: undefined, reason: 'not a JSON object', isInvalid: true })
  })

  test.each(['kid', 'use', 'alg'])('has a "%s" that is not a string', (member) => {
    for (const value of [7, {}, ['sig'], false])
      expect(classify({ ...rsa, [member]: value })).toMatchObject({
        reason: `its "${member}" is not a string`,
        isInvalid: true
      })
  })

  test.each(['verify', 7, {}, false])('has "key_ops" that are not an array: %o', (operations) => {
    expect(classify({ ...rsa, key_ops: operations })).toEqual({
      kid: 'r',
      reason: 'its "key_ops" is not an array',
      isInvalid: true
    })
  })

  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k'])('publishes its secret: %s', (member) => {
    const reason = 'a private or symmetric key: anyone who reads it can sign tokens'
    for (const value of ['AA', '', [], 0])
      expect(classify({ ...rsa, [member]: value })).toEqual({ kid: 'r', reason, isInvalid: true })
    expect(classify({ ...rsa, use: 'enc', [member]: 'AA' })).toMatchObject({ reason })
  })
})
