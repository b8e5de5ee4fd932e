import { describe, expect, test } from 'vitest'
import { ALGORITHM_NAMES } from '../../src/jws/algorithms.ts'
import { parseKeySet } from '../../src/keys/parse-key-set.ts'
import { refusalOf } from '../support/refusal-of.ts'

const all: ReadonlySet<string> = new Set(ALGORITHM_NAMES)
const rsa = { kty: 'RSA', kid: 'r', n: 'AQAB', e: 'AQAB' }
const ec = { kty: 'EC', crv: 'P-256', kid: 'e', x: 'AA', y: 'AA' }
const ed = { kty: 'OKP', crv: 'Ed25519', kid: 'o', x: 'AA' }

const parse = (key: unknown, algorithms = all) => parseKeySet({ keys: [key] }, algorithms)
const isCandidate = (key: unknown, algorithms = all) => parse(key, algorithms).candidates.length === 1

describe('what is no JWK Set', () => {
  test.each([undefined, null, 7, 'keys', [], [rsa], {}, { keys: {} }, { keys: 'a' }, { keys: null }])(
    'is refused: %o',
    async (content) => {
      expect((await refusalOf(() => parseKeySet(content, all))).code).toBe('jwks_invalid')
    }
  )

  test('is a set of more than a hundred keys, usable or not', async () => {
    const keys = Array.from({ length: 101 }, () => null)
    expect((await refusalOf(() => parseKeySet({ keys }, all))).hint).toContain('100')
    expect(parseKeySet({ keys: keys.slice(1) }, all).skipped).toHaveLength(100)
  })
})

describe('a key that may verify', () => {
  test.each([
    rsa,
    { ...rsa, use: 'sig' },
    { ...rsa, key_ops: ['verify'] },
    { ...rsa, key_ops: ['sign', 'verify'], alg: 'PS512' },
    { ...rsa, alg: 'RS256', ext: true, x5t: 'AA', unknown: {} },
    ec,
    { ...ec, alg: 'ES256' },
    ed,
    { ...ed, alg: 'EdDSA' },
    { ...ed, alg: 'Ed25519' },
    { ...rsa, kid: undefined },
    { ...rsa, kid: '' }
  ])('is a candidate: %o', (key) => {
    expect(isCandidate(key)).toBe(true)
    expect(parse(key).skipped).toEqual([])
  })

  test.each([
    { ...rsa, use: 'enc' },
    { ...rsa, key_ops: ['sign'] },
    { ...rsa, key_ops: [] },
    { ...rsa, alg: 'RSA-OAEP' },
    { ...rsa, alg: 'ES256' },
    { ...ec, crv: 'secp256k1' },
    { ...ec, crv: 'P-384', alg: 'ES256' },
    { ...ed, crv: 'X25519' },
    { kty: 'AKP', kid: 'a', pub: 'AA' },
    { kty: 'UNKNOWN', kid: 'u' },
    { kid: 'nothing' }
  ])('is not this one, which is left out without a word: %o', (key) => {
    expect(parse(key)).toEqual({ candidates: [], skipped: [] })
  })

  test('is only one for an algorithm that is allowed', () => {
    expect(isCandidate(rsa, new Set(['PS256']))).toBe(true)
    expect(isCandidate(rsa, new Set(['ES256']))).toBe(false)
    expect(isCandidate({ ...rsa, alg: 'RS256' }, new Set(['PS256']))).toBe(false)
    expect(isCandidate({ ...ed, alg: 'Ed25519' }, new Set(['EdDSA']))).toBe(true)
  })

  test('is Ed25519 under either of its names, so that the name is dropped', () => {
    expect(parse({ ...ed, alg: 'EdDSA' }).candidates[0]?.jwk).toEqual(ed)
    expect(parse({ ...ec, alg: 'ES256' }).candidates[0]?.jwk).toEqual({ ...ec, alg: 'ES256' })
  })
})

describe('an odd key', () => {
  test.each([null, 7, 'key', [rsa]])('is left out with a reason where it is no object: %o', (key) => {
    expect(parse(key).skipped).toEqual([{ kid: '', reason: 'not a JSON object' }])
  })

  test.each([7, null, {}, ['r']])('is left out with a reason where its kid is no string: %o', (kid) => {
    expect(parse({ ...rsa, kid }).skipped).toEqual([{ kid: '', reason: 'its "kid" is not a string' }])
  })

  test.each(['use', 'alg'])('is left out with a reason where its %s is no string', (member) => {
    for (const value of [7, null, {}, ['sig']])
      expect(parse({ ...rsa, [member]: value }).skipped).toEqual([
        { kid: 'r', reason: `its "${member}" is not a string` }
      ])
  })

  test.each(['verify', 7, null, {}])(
    'is left out with a reason where its key_ops are no array: %o',
    (operations) => {
      expect(parse({ ...rsa, key_ops: operations }).skipped).toEqual([
        { kid: 'r', reason: 'its "key_ops" is not an array' }
      ])
    }
  )

  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k'])(
    'is left out with a reason where it publishes its secret: %s',
    (member) => {
      const { candidates, skipped } = parse({ ...rsa, [member]: 'AA' })
      expect(candidates).toEqual([])
      const reason = 'a private or symmetric key is published, anyone can sign with it'
      expect(skipped).toEqual([{ kid: 'r', reason }])
      expect(parse({ ...rsa, use: null, [member]: 'AA' }).skipped).toEqual(skipped)
    }
  )

  test('is a candidate without the members that have to be strings and are none', () => {
    const key = { ...rsa, n: ['AQAB'], e: 3 }
    expect(parse(key).candidates[0]?.jwk).toEqual({ kty: 'RSA', kid: 'r' })
  })

  test('spoils none of the others', () => {
    const { candidates, skipped } = parseKeySet({ keys: [null, rsa, { ...ec, d: 'AA' }, ed] }, all)
    expect([candidates.length, skipped.length]).toEqual([2, 2])
  })
})
