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

const build = (...keys: unknown[]) => createKeySet({ keys }, all)

/** More of them than can be written as text again. */
function nestedArrays(): unknown {
  return JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))
}

/** The reasons of the keys that are left out, by their kid. */
async function skippedOf(...keys: unknown[]) {
  const skipped: [kid: string, reason: string][] = []
  const building = createKeySet({ keys }, all, ({ kid, reason }) => void skipped.push([kid, reason]))
  const failure = await building.then(
    () => undefined,
    (error: unknown) => error
  )
  return { skipped, failure }
}

describe('a key set', () => {
  test.each<[string, object]>([
    ['operations of its private half', { use: undefined, key_ops: ['sign', 'verify'] }],
    ['operations of other keys', { key_ops: ['verify', 'encrypt'] }],
    ['an operation twice', { key_ops: ['verify', 'verify'] }],
    ['that it may not be exported', { ext: false }],
    ['that in words', { ext: 'true' }],
    ['what nobody knows, however deep', { unknown: nestedArrays() }]
  ])('has a key that names %s beside what verifies', async (_title, members) => {
    const set = await build({ ...a.publicJwk, ...members }, b.publicJwk)
    expect(set.kids).toEqual(['a', 'b'])
    expect(await set.select({ alg: 'ES256', kid: 'a' })).toHaveLength(1)
    expect(set.fingerprint).toBe((await build(a.publicJwk, b.publicJwk)).fingerprint)
  })

  test('names its keys, and one without kid by an empty name', async () => {
    expect((await build(a.publicJwk, withoutKid, ed.publicJwk)).kids).toEqual(['a', '', 'ed'])
  })

  test('selects by kid, later without a promise', async () => {
    const set = await build(a.publicJwk, b.publicJwk)
    const header = { alg: 'ES256', kid: 'b' }
    const selected = await set.select(header)
    expect(selected).toHaveLength(1)
    expect(set.select(header)).toBe(selected)
    expect(await set.select({ alg: 'ES256', kid: 'a' })).not.toBe(selected)
  })

  test('selects all keys of one kid, and all that fit where the token has none', async () => {
    const set = await build(a.publicJwk, sameKid.publicJwk, b.publicJwk, ed.publicJwk)
    expect(await set.select({ alg: 'ES256', kid: 'a' })).toHaveLength(2)
    expect(await set.select({ alg: 'ES256' })).toHaveLength(3)
    expect(await set.select({ alg: 'EdDSA' })).toHaveLength(1)
  })

  test('selects an Ed25519 key under both names of its algorithm', async () => {
    const set = await build({ ...ed.publicJwk, alg: 'EdDSA' })
    expect(await set.select({ alg: 'Ed25519', kid: 'ed' })).toHaveLength(1)
    expect(await set.select({ alg: 'EdDSA', kid: 'ed' })).toHaveLength(1)
  })

  test('selects nothing for a key that it does not have, and does not remember the name', async () => {
    const set = await build(a.publicJwk)
    const first = set.select({ alg: 'ES256', kid: 'random' })
    expect(first).toBeInstanceOf(Promise)
    expect(await first).toEqual([])
    expect(set.select({ alg: 'ES256', kid: 'random' })).toBeInstanceOf(Promise)
    expect(await set.select({ alg: 'ES384', kid: 'a' })).toEqual([])
    expect(await set.select({ alg: 'ES256', kid: '' })).toEqual([])
  })

  test('passes on what is neither no key nor several', async () => {
    const set = await build(a.publicJwk)
    await expect(set.select({ alg: 'HS256', kid: 'a' })).rejects.toThrow('Unsupported')
  })

  test('has the fingerprint of its keys, whatever their order and that of their members', async () => {
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
  test.each(['missingMembers', 'pointOffCurve'] as const)('is left out with a reason: %s', async (kind) => {
    const bad = createBadKey(kind)
    expect((await build(bad, a.publicJwk)).kids).toEqual(['a'])
    expect((await skippedOf(bad, a.publicJwk)).skipped.map(([, reason]) => reason)).toEqual([
      'the key cannot be imported: a member is missing or wrong, or this runtime lacks the algorithm'
    ])
  })

  test('is left out with a reason where it has fewer than 2048 bits', async () => {
    const { skipped } = await skippedOf(createBadKey('weakRsa'), a.publicJwk)
    expect(skipped.map(([, reason]) => reason)).toEqual(['an RSA key of fewer than 2048 bits'])
  })

  test.each(['AQ', 'AAE', 'Ag', 'AQAA', 'AA'])(
    'is left out with a reason where its RSA exponent is %s',
    async (e) => {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const sound = { ...publicKey.export({ format: 'jwk' }), kid: 'sound' }
      const bad = { ...sound, kid: 'bad', e }
      expect((await build(bad, sound)).kids).toEqual(['sound'])
      expect((await skippedOf(bad, sound)).skipped.map(([kid]) => kid)).toEqual(['bad'])
    }
  )

  test.each(['Aw', 'EQ', 'AQAB', 'AQE'])('but not where its RSA exponent is %s', async (e) => {
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
  ])('is left out with a reason where it is a point of small order: %s', async (x) => {
    const bad = { kty: 'OKP', crv: 'Ed25519', x, kid: 'bad', ext: false }
    expect((await build(bad, ed.publicJwk)).kids).toEqual(['ed'])
    expect((await skippedOf(bad, ed.publicJwk)).skipped).toEqual([
      ['bad', 'an Ed25519 key of small order, anyone can sign for it']
    ])
  })

  test('has a reason without a kid as well', async () => {
    const bad = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }
    expect((await skippedOf(bad, a.publicJwk)).skipped[0]?.[0]).toBe('')
  })

  test.each([{ keys: [] }, { keys: [createBadKey('weakRsa')] }, { keys: [createBadKey('forEncryption')] }])(
    'leaves no set where it is the only one: %#',
    async (content) => {
      expect((await refusalOf(() => createKeySet(content, all))).code).toBe('jwks_invalid')
    }
  )

  test('has its reason told where it is the only one, in the hint of the refusal too', async () => {
    const { skipped, failure } = await skippedOf({ ...a.publicJwk, d: 'AA' }, createBadKey('weakRsa'))
    expect(skipped).toHaveLength(2)
    expect(failure).toMatchObject({
      hint: 'the JWK Set has no key that could verify an access token under the allowed algorithms; the first that was left out: a private or symmetric key is published, anyone can sign with it'
    })
    const refusal = await refusalOf(() => build(createBadKey('forEncryption')))
    expect(refusal.hint).toContain('symmetric tokens (HS256)')
  })
})
