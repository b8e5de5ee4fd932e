import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock/system-clock.ts'
import { ALGORITHM_NAMES } from '../../src/jws/algorithms.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import { createKeySet, type KeySet } from '../../src/keys/key-set.ts'
import type { FoundKeys, KeySource } from '../../src/keys/key-source.ts'
import { createStaticKeySource } from '../../src/keys/static-key-source.ts'
import type { SignatureThread } from '../../src/jws/signature-input.ts'
import {
  requireAlgorithm,
  requireSigner,
  verifySignature,
  type SignatureSettings
} from '../../src/keys/verify-signature.ts'
import { createHeaderMemory } from '../../src/jws/header-memory.ts'
import { parseToken } from '../../src/jws/parse-token.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { createTestKey, createTestKeys, signToken, validClaims, type TestKey } from '../support/test-token.ts'
import { verifiableAlgorithms } from '../jws/vectors/verifiable-algorithms.ts'

const all: ReadonlySet<string> = new Set(ALGORITHM_NAMES)
const invalid =
  'the signature does not belong to this header and payload: the token was changed, or comes from another server'

const ec = await createTestKey('ES256', 'ec-1')
const changed = await createTestKey('ES256', 'ec-1')

function parse(accessToken: string) {
  return parseToken(accessToken, { maxTokenBytes: 100_000, headers: createHeaderMemory() })
}

function keySetOf(...keys: TestKey[]): Promise<KeySet> {
  return createKeySet({ keys: keys.map(({ jwk }) => jwk) }, all)
}

function verify(token: ReturnType<typeof parse>, settings: SignatureSettings) {
  return verifySignature(token, requireAlgorithm(token.unverifiedHeader.alg, all), settings)
}

/** Keys of an issuer, as they are known and as they are after it was asked again. */
async function sourceOf(known: TestKey[], after?: TestKey[]) {
  const asked: unknown[] = []
  const find = (keySet: KeySet, keys: TestKey[]): FoundKeys => ({
    keySet,
    keys: keys.map(({ publicKey }) => publicKey)
  })
  const first = find(await keySetOf(...known), known)
  const second = after === undefined ? undefined : find(await keySetOf(...after), after)
  const source: KeySource = {
    ...createStaticKeySource({ keys: known.map(({ jwk }) => jwk) }, all, systemClock),
    find: () => first,
    findChanged(...given) {
      asked.push(given)
      return Promise.resolve(second)
    }
  }
  return { source, first, second, asked }
}

describe('the algorithm of a token', () => {
  test.each(ALGORITHM_NAMES)('may be %s where it is allowed', async (name) => {
    expect(requireAlgorithm(name, new Set([name]))).toBe(name)
    const error = await refusalOf(() => requireAlgorithm(name, new Set()))
    expect(error.code).toBe('algorithm_not_allowed')
    expect(error.hint).toBe('the algorithm of the token is not among the option "algorithms"')
  })

  test.each([
    'none',
    'None',
    'nOnE',
    'es256',
    'ES256 ',
    '',
    'RSA-OAEP',
    'dir',
    'ES256K',
    'toString',
    'xHS256'
  ])('may not be %j, whatever is allowed', async (name) => {
    const error = await refusalOf(() => requireAlgorithm(name, new Set([name, 'ES256'])))
    expect(error.code).toBe('algorithm_not_allowed')
    expect(error.hint).toBe('the algorithm of the token is not among the option "algorithms"')
  })

  test.each(['HS256', 'HS384', 'HS512'])('may not be %s, which is no signature', async (name) => {
    const error = await refusalOf(() => requireAlgorithm(name, new Set([name])))
    expect(error.code).toBe('algorithm_not_allowed')
    expect(error.hint).toBe(
      'the token is signed with a shared secret (HMAC): have the authorization server sign with RS256, ES256 or another asymmetric algorithm'
    )
  })
})

const algorithms = await verifiableAlgorithms()
const foreign = await createTestKeys(algorithms)
const keyPairs = (await createTestKeys(algorithms)).map((key, index) => ({
  algorithm: key.algorithm,
  key,
  foreign: { ...(foreign[index] ?? key), jwk: key.jwk }
}))

describe.each<SignatureThread>(['threadPool', 'mainThread'])('on the %s, a signature', (thread) => {
  test.each(keyPairs)(
    'by the key of $algorithm is good, and by no other, and for nothing else',
    async (pair) => {
      const { key } = pair
      const keys = createStaticKeySource({ keys: [key.jwk] }, all, systemClock)
      const settings = { keys, thread }
      const token = await signToken(key)
      expect(await verify(parse(token), settings)).toBe(keys.current())

      const [header = '', , signature = ''] = token.split('.')
      const claims = Buffer.from(JSON.stringify(validClaims({ sub: 'mallory' }))).toString('base64url')
      for (const bad of [
        `${header}.${claims}.${signature}`,
        await signToken(pair.foreign),
        token.replace(signature, '')
      ]) {
        expect(await verify(parse(bad), settings)).toBeUndefined()
      }
    }
  )

  test('may be by any of several keys', async () => {
    const others = await Promise.all([1, 2, 3].map((number) => createTestKey('ES256', `other-${number}`)))
    for (const keys of [
      [ec, ...others],
      [...others, ec]
    ]) {
      const { source, first, asked } = await sourceOf(keys)
      const settings = { keys: source, thread }
      expect(await verify(parse(await signToken(ec)), settings)).toBe(first.keySet)
      expect(asked).toEqual([])
    }
    const { source } = await sourceOf(others)
    const settings = { keys: source, thread }
    const token = parse(await signToken(ec))
    expect(await verify(token, settings)).toBeUndefined()
  })

  test('by no key at all is not good', async () => {
    const { source, first } = await sourceOf([ec])
    const keys: KeySource = { ...source, find: () => ({ keySet: first.keySet, keys: [] }) }
    const token = parse(await signToken(ec))
    const settings = { keys, thread }
    expect(await verify(token, settings)).toBeUndefined()
  })
})

test('a token that no key has signed is refused as such', async () => {
  const { first } = await sourceOf([ec])
  expect(requireSigner(first.keySet)).toBe(first.keySet)
  const error = await refusalOf(() => requireSigner(undefined))
  expect([error.code, error.hint]).toEqual(['signature_invalid', invalid])
})

describe('a key that was changed under its old id', () => {
  const settingsFor = (keys: KeySource) => ({ keys, thread: 'threadPool' }) as const

  test('is asked for once the known one has failed', async () => {
    const { source, first, second, asked } = await sourceOf([ec], [changed])
    const token = parse(await signToken(changed))
    expect(await verify(token, settingsFor(source))).toBe(second?.keySet)
    expect(asked).toEqual([[token.unverifiedHeader, first]])
  })

  test('helps no signature that is not by it', async () => {
    const other = await createTestKey('ES256', 'ec-1')
    const token = parse(await signToken(other))
    for (const after of [undefined, [changed]]) {
      const { source, asked } = await sourceOf([ec], after)
      expect(await verify(token, settingsFor(source))).toBeUndefined()
      expect(asked).toHaveLength(1)
    }
  })
})

describe('where keys cannot be found', () => {
  test.each(['key_not_found', 'jwks_unreachable', 'metadata_invalid'] as const)(
    'the reason stays %s',
    async (code) => {
      const { source } = await sourceOf([ec])
      const error = new ProtectedResourceError(code)
      const token = parse(await signToken(ec))
      for (const find of [
        () => Promise.reject(error),
        () => {
          throw error
        }
      ]) {
        const settings = { keys: { ...source, find }, thread: 'threadPool' } as const
        expect(await refusalOf(() => verify(token, settings))).toBe(error)
      }
      const { source: failing } = await sourceOf([changed])
      const keys: KeySource = { ...failing, findChanged: () => Promise.reject(error) }
      const settings = { keys, thread: 'mainThread' } as const
      expect(await refusalOf(() => verify(token, settings))).toBe(error)
    }
  )
})

test('nothing is waited for where the keys are at hand and the thread is this one', async () => {
  const { source, first } = await sourceOf([ec])
  const settings = { keys: source, thread: 'mainThread' } as const
  expect(verify(parse(await signToken(ec)), settings)).toBe(first.keySet)
})
