import { generateKeyPairSync } from 'node:crypto'
import { createBadKey, createSigningKey } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { ALGORITHM_NAMES } from '../../src/jws/algorithms.ts'
import { createKeySet } from '../../src/keys/key-set.ts'
import { refusalOf } from '../support/refusal-of.ts'

const all: ReadonlySet<string> = new Set(ALGORITHM_NAMES)
const [a, b, sameKid, ed] = await Promise.all([
  createSigningKey('ES256', 'a'),
  createSigningKey('ES256', 'b'),
  createSigningKey('ES256', 'a'),
  createSigningKey('EdDSA', 'ed')
])
const withoutKid = { ...a.publicJwk, kid: undefined }

const build = async (...keys: unknown[]) => createKeySet({ keys }, { algorithms: all })

/** More of them than can be written as text again. */
function nestedArrays(): unknown {
  return JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))
}

/** The reasons of the keys that are skipped, by their kid. */
async function skippedOf(...keys: unknown[]) {
  const skipped: [kid: string, reason: string][] = []
  const skip = (kid: string, reason: string) => void skipped.push([kid, reason])
  const creating = async () => createKeySet({ keys }, { algorithms: all, skip })
  const failure = await creating().then(
    () => undefined,
    (error: unknown) => error
  )
  return { skipped, failure }
}

describe('a document that is not a JWK Set', () => {
  test.each([undefined, null, 7, 'keys', [], [a.publicJwk], {}, { keys: {} }, { keys: 'a' }, { keys: null }])(
    'is refused: %o',
    async (content) => {
      expect((await refusalOf(() => createKeySet(content, { algorithms: all }))).code).toBe('jwks_invalid')
    }
  )

  test('is refused if its keys are inherited', async () => {
    const content = Object.create({ keys: [a.publicJwk] }) as object
    expect((await refusalOf(() => createKeySet(content, { algorithms: all }))).code).toBe('jwks_invalid')
  })

  test('is one of more than a hundred keys, usable or not', async () => {
    const keys = Array.from({ length: 101 }, () => null)
    expect((await refusalOf(() => build(...keys))).hint).toContain('100')
    expect((await skippedOf(...keys.slice(1))).skipped).toHaveLength(100)
  })
})

describe('a key set', () => {
  test.each<[string, object]>([
    ['operations of its private half', { use: undefined, key_ops: ['sign', 'verify'] }],
    ['operations of other keys', { key_ops: ['verify', 'encrypt'] }],
    ['an operation twice', { key_ops: ['verify', 'verify'] }],
    ['that it must not be exported', { ext: false }],
    ['that in words', { ext: 'true' }],
    ['an unknown member, however deep', { unknown: nestedArrays() }],
    ['members that are null', { d: null, oth: null, k: null, use: null, key_ops: null }]
  ])('has a key that names %s in addition to what verifies', async (_title, members) => {
    const set = await build({ ...a.publicJwk, ...members }, b.publicJwk)
    expect(set.kids).toEqual(['a', 'b'])
    expect(set.select('a', 'ES256')).toHaveLength(1)
    expect(set.fingerprint).toBe((await build(a.publicJwk, b.publicJwk)).fingerprint)
  })

  test('is created synchronously on Node', () => {
    const set = createKeySet({ keys: [a.publicJwk] }, { algorithms: all })
    expect(set).not.toBeInstanceOf(Promise)
  })

  test('names its keys, and one without kid by an empty name', async () => {
    expect((await build(a.publicJwk, withoutKid, ed.publicJwk)).kids).toEqual(['a', '', 'ed'])
  })

  test('selects the key with the kid of the token', async () => {
    const set = await build(a.publicJwk, b.publicJwk, withoutKid)
    const [selected, ...others] = set.select('b', 'ES256')
    expect([...(selected?.algorithms ?? [])]).toEqual(['ES256'])
    expect(others).toEqual([])
    expect(set.select('a', 'ES256')).not.toContain(selected)
  })

  test('selects all keys of one kid, and all that support the algorithm for a token without kid', async () => {
    const set = await build(a.publicJwk, sameKid.publicJwk, b.publicJwk, ed.publicJwk, withoutKid)
    expect(set.select('a', 'ES256')).toHaveLength(2)
    expect(set.select(undefined, 'ES256')).toHaveLength(4)
    expect(set.select(undefined, 'EdDSA')).toHaveLength(1)
  })

  test('selects an Ed25519 key under both names of its algorithm', async () => {
    const set = await build({ ...ed.publicJwk, alg: 'EdDSA' })
    expect(set.select('ed', 'Ed25519')).toHaveLength(1)
    expect(set.select('ed', 'EdDSA')).toHaveLength(1)
  })

  test.each([
    ['random', 'ES256'],
    ['a', 'ES384'],
    ['', 'ES256'],
    ['__proto__', 'ES256'],
    [undefined, 'RS256']
  ] as const)('selects nothing for kid %s and %s', async (kid, algorithm) => {
    expect((await build(a.publicJwk, withoutKid)).select(kid, algorithm)).toEqual([])
  })

  test('says why a published key cannot verify a token, and nothing of other keys', async () => {
    const set = await build(a.publicJwk, { ...b.publicJwk, use: 'enc' })
    expect(set.whyNot('b', 'ES256')).toBe('its "use" is "enc", not "sig"')
    expect(set.whyNot('a', 'RS256')).toBe('it is for ES256, the token is signed with RS256')
    expect(set.whyNot('c', 'ES256')).toBeUndefined()
    expect(set.whyNot(undefined, 'RS256')).toBeUndefined()
  })

  test('has the fingerprint of its keys in any order, with members in any order', async () => {
    const one = await build(a.publicJwk, b.publicJwk)
    const reversed = Object.fromEntries(Object.entries(a.publicJwk).toReversed())
    const other = await build(b.publicJwk, reversed)
    expect(other.fingerprint).toBe(one.fingerprint)
    expect(other.fingerprints).toEqual(one.fingerprints.toReversed())
    expect((await build(a.publicJwk)).fingerprint).not.toBe(one.fingerprint)
    expect((await build(sameKid.publicJwk, b.publicJwk)).fingerprint).not.toBe(one.fingerprint)
  })
})

describe('a key that cannot be used', () => {
  test.each(['missingMembers', 'pointOffCurve'] as const)('is skipped with a reason: %s', async (kind) => {
    const bad = createBadKey(kind)
    expect((await build(bad, a.publicJwk)).kids).toEqual(['a'])
    expect((await skippedOf(bad, a.publicJwk)).skipped.map(([, reason]) => reason)).toEqual([
      'the key cannot be imported: a member is missing or wrong, or this runtime does not support the algorithm'
    ])
  })

  test('is skipped with a reason if it has fewer than 2048 bits', async () => {
    const { skipped } = await skippedOf(createBadKey('weakRsa'), a.publicJwk)
    expect(skipped.map(([, reason]) => reason)).toEqual(['an RSA key of fewer than 2048 bits'])
  })

  test.each(['AQ', 'AAE', 'Ag', 'AQAA', 'AA'])(
    'is skipped with a reason if its RSA exponent is %s',
    async (e) => {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const sound = { ...publicKey.export({ format: 'jwk' }), kid: 'sound' }
      const bad = { ...sound, kid: 'bad', e }
      expect((await build(bad, sound)).kids).toEqual(['sound'])
      expect((await skippedOf(bad, sound)).skipped.map(([kid]) => kid)).toEqual(['bad'])
    }
  )

  test.each(['Aw', 'EQ', 'AQAB', 'AQE'])('but not if its RSA exponent is %s', async (e) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect((await build({ ...publicKey.export({ format: 'jwk' }), e })).kids).toEqual([''])
  })

  test.each([
    `AQ${'A'.repeat(41)}`,
    `AQ${'A'.repeat(41)}=`,
    `*AQ${'A'.repeat(40)}B`,
    'A'.repeat(43),
    'JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU',
    'xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o',
    '7P_______________________________________38',
    '7v________________________________________8'
  ])('is skipped with a reason if it is a point of small order: %s', async (x) => {
    const bad = { kty: 'OKP', crv: 'Ed25519', x, kid: 'bad', ext: false }
    expect((await build(bad, ed.publicJwk)).kids).toEqual(['ed'])
    expect((await skippedOf(bad, ed.publicJwk)).skipped).toEqual([
      ['bad', 'an Ed25519 key of small order, with which anyone can sign']
    ])
  })

  test('has a reason without a kid as well', async () => {
    const bad = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }
    expect((await skippedOf(bad, a.publicJwk)).skipped[0]?.[0]).toBe('')
  })

  test.each([[], [createBadKey('weakRsa')], [createBadKey('forEncryption')]])(
    'leaves no set if there is no other key: %#',
    async (...keys) => {
      expect((await refusalOf(() => build(...keys))).code).toBe('jwks_invalid')
    }
  )

  test('is reported if no other key remains, and the hint names the first reason', async () => {
    const { skipped, failure } = await skippedOf({ ...a.publicJwk, d: 'AA' }, createBadKey('weakRsa'))
    expect(skipped).toHaveLength(2)
    expect(failure).toMatchObject({
      hint: 'the JWK Set has no key that can verify an access token with the allowed algorithms; the first that was skipped ("a"): a private or symmetric key: anyone who reads it can sign tokens'
    })
  })

  test.each<[string, object]>([
    ['its "use" is "enc", not "sig"', { ...a.publicJwk, use: 'enc' }],
    ['its "alg" is "RSA-OAEP"', { kty: 'RSA', n: 'AQAB', e: 'AQAB', alg: 'RSA-OAEP', kid: 'a' }],
    ['its "key_ops" do not include "verify"', { ...a.publicJwk, key_ops: [] }]
  ])('but for another purpose is reported only if no key remains: %s', async (reason, key) => {
    const { skipped } = await skippedOf(key)
    expect(skipped).toEqual([['a', expect.stringContaining(reason)]])
    expect((await refusalOf(() => build(key))).hint).toContain(`("a"): ${reason}`)
    expect((await skippedOf(key, b.publicJwk)).skipped).toEqual([])
  })

  test('is not what an empty set is missing: that hint is about symmetric tokens', async () => {
    expect((await refusalOf(() => build())).hint).toContain('symmetric tokens (HS256)')
  })
})
