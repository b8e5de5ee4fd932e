import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock/system-clock.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import type { KeySet } from '../../src/keys/key-set.ts'
import { createKeySet } from '../../src/keys/key-set.ts'
import { createSignatureVerifier, type SearchableKeys } from '../../src/keys/key-source.ts'
import { createStaticKeySource } from '../../src/keys/static-key-source.ts'
import { ALGORITHM_NAMES, type AlgorithmName } from '../../src/jws/algorithms.ts'
import type { SignatureThread } from '../../src/jws/verification-key.ts'
import { refusalOf } from '../support/refusal-of.ts'
import {
  createTestKey,
  createTestKeys,
  encodeSegment,
  parsedToken,
  signToken,
  validClaims,
  type TestKey
} from '../support/test-token.ts'
import { createHeaderMemory } from '../../src/jws/header-memory.ts'
import { parseToken } from '../../src/jws/parse-token.ts'
import { verifiableAlgorithms } from '../jws/vectors/verifiable-algorithms.ts'

const all: ReadonlySet<string> = new Set(ALGORITHM_NAMES)
const invalid =
  'the signature does not match this header and payload: the token was changed, or comes from another server'
const parse = (token: string) => parseToken(token, { maxTokenBytes: 100_000, headers: createHeaderMemory() })

const ec = await createTestKey('ES256', 'ec-1')
const changed = await createTestKey('ES256', 'ec-1')

async function setOf(...keys: TestKey[]): Promise<KeySet> {
  return createKeySet({ keys: keys.map(({ jwk }) => jwk) }, { algorithms: all })
}

/** Keys of an issuer, as they are cached and as they are after it was asked again. */
async function keysOf(cached: TestKey[], after?: TestKey[]) {
  const keySet = await setOf(...cached)
  const newer = after && (await setOf(...after))
  const asked: unknown[] = []
  const keys: SearchableKeys = {
    current: () => keySet,
    obtain: () => Promise.resolve(keySet),
    fetches: () => 1,
    findUnknown: () => Promise.reject(new ProtectedResourceError('key_not_found')),
    async findChanged(name, tried) {
      asked.push([name, tried])
      return newer && { keySet: newer, keys: newer.select(name.kid, name.algorithm) }
    }
  }
  return { keys, keySet, newer, asked }
}

const algorithms = await verifiableAlgorithms()
const own = await createTestKeys(algorithms)
const others = await createTestKeys(algorithms)
const pairs = own.map((key, index) => [key.algorithm, key, others[index] ?? key] as const)

describe.each<SignatureThread>(['threadPool', 'mainThread'])('on the %s, a signature', (thread) => {
  test.each(pairs)('of %s is accepted from its key only, for its input only', async (name, key, other) => {
    const source = createStaticKeySource({ keys: [key.jwk] }, { algorithms: all, clock: systemClock, thread })
    const token = await signToken(key)
    expect(await source.verify(parse(token), name)).toBe(source.current())
    const [header = '', , signature = ''] = token.split('.')
    for (const bad of [
      `${header}.${encodeSegment(validClaims({ sub: 'mallory' }))}.${signature}`,
      await signToken({ ...other, jwk: key.jwk }),
      token.replace(signature, '')
    ]) {
      const error = await refusalOf(() => source.verify(parse(bad), name))
      expect([error.code, error.hint]).toEqual(['signature_invalid', invalid])
    }
  })

  test('is accepted from any of several keys of its kid', async () => {
    const twins = await Promise.all([1, 2].map(() => createTestKey('ES256', 'ec-1')))
    for (const cached of [
      [ec, ...twins],
      [...twins, ec]
    ]) {
      const { keys, keySet, asked } = await keysOf(cached)
      expect(await createSignatureVerifier(keys, thread)(await parsedToken(ec), 'ES256')).toBe(keySet)
      expect(asked).toEqual([])
    }
    const { keys } = await keysOf(twins)
    const refusal = await refusalOf(async () =>
      createSignatureVerifier(keys, thread)(await parsedToken(ec), 'ES256')
    )
    expect(refusal.code).toBe('signature_invalid')
  })

  test('of a key that was replaced under its id is accepted from the new set', async () => {
    const { keys, keySet, newer, asked } = await keysOf([ec], [changed])
    const verify = createSignatureVerifier(keys, thread)
    expect(await verify(await parsedToken(changed), 'ES256')).toBe(newer)
    expect(asked).toEqual([[{ kid: 'ec-1', algorithm: 'ES256' }, keySet]])
  })

  test('is refused if neither the cached nor the new set has its key', async () => {
    const other = await createTestKey('ES256', 'ec-1')
    for (const after of [undefined, [changed]]) {
      const { keys, asked } = await keysOf([ec], after)
      const verify = createSignatureVerifier(keys, thread)
      expect((await refusalOf(async () => verify(await parsedToken(other), 'ES256'))).code).toBe(
        'signature_invalid'
      )
      expect(asked).toHaveLength(1)
    }
  })
})

describe('a token', () => {
  test('is verified synchronously on the main thread if its key is cached', async () => {
    const { keys, keySet } = await keysOf([ec])
    expect(createSignatureVerifier(keys, 'mainThread')(await parsedToken(ec), 'ES256')).toBe(keySet)
  })

  test('of an unknown key, or one for another algorithm, is searched for', async () => {
    const { keys, keySet } = await keysOf([ec])
    const searched: [string | undefined, AlgorithmName, number][] = []
    const verify = createSignatureVerifier(
      {
        ...keys,
        findUnknown({ kid, algorithm }, fetchesBefore) {
          searched.push([kid, algorithm, fetchesBefore])
          return Promise.resolve({ keySet, keys: keySet.select('ec-1', 'ES256') })
        }
      },
      'mainThread'
    )
    const token = await parsedToken(ec, { header: { kid: 'other' } })
    expect(await verify(token, 'ES256')).toBe(keySet)
    // What was found is not for this algorithm, which must never look like an invalid signature.
    await expect((async () => verify(await parsedToken(changed), 'ES384'))()).rejects.toThrow(TypeError)
    expect(searched).toEqual([
      ['other', 'ES256', 1],
      ['ec-1', 'ES384', 1]
    ])
  })

  test.each(['key_not_found', 'jwks_unreachable', 'metadata_invalid'] as const)(
    'is refused with the reason of the source: %s',
    async (code) => {
      const { keys } = await keysOf([changed])
      const error = new ProtectedResourceError(code)
      const fail = () => Promise.reject(error)
      for (const failing of [
        { ...keys, current: () => undefined, obtain: fail },
        { ...keys, findChanged: fail }
      ]) {
        const verify = createSignatureVerifier(failing, 'mainThread')
        expect(await refusalOf(async () => verify(await parsedToken(ec), 'ES256'))).toBe(error)
      }
    }
  )
})
