import { createBadKey, createSigningKey } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock/system-clock.ts'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import * as engine from '../../src/jws/engine/jose.ts'
import { createStaticKeySource } from '../../src/keys/static-key-source.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { createTestKey, parsedToken } from '../support/test-token.ts'

const key = await createTestKey('ES256', 'a')
const settings = {
  algorithms: new Set(['ES256', 'RS256']),
  clock: systemClock,
  thread: 'mainThread'
} as const
const open = (...keys: unknown[]) => createStaticKeySource({ keys }, settings)

describe('static keys', () => {
  test('verify synchronously on Node, from the start', async () => {
    const source = open(key.jwk)
    expect(source.status()).toMatchObject({ phase: 'fresh', ageSeconds: undefined, failure: undefined })
    expect(source.verify(await parsedToken(key), 'ES256')).toBe(source.current())
    expect(source.current()?.kids).toEqual(['a'])
  })

  test('are never fetched: a token of another key is refused', async () => {
    const other = await createTestKey('ES256', 'b')
    const error = await refusalOf(async () => open(key.jwk).verify(await parsedToken(other), 'ES256'))
    expect([error.code, error.hint]).toEqual(['key_not_found', 'the option "jwks" has no key for this token'])
    const forged = await createTestKey('ES256', 'a')
    const refusal = await refusalOf(async () => open(key.jwk).verify(await parsedToken(forged), 'ES256'))
    expect(refusal.code).toBe('signature_invalid')
  })

  test('that are for another purpose are named in the hint', async () => {
    const other = await createTestKey('ES256', 'b')
    const source = open(key.jwk, { ...other.jwk, use: 'enc' })
    const error = await refusalOf(async () => source.verify(await parsedToken(other), 'ES256'))
    expect(error.hint).toBe('the option "jwks" has no key for this token: its "use" is "enc", not "sig"')
  })

  test('are gone when the source is closed', async () => {
    const source = open(key.jwk)
    await source.warmUp()
    source.close()
    expect(source.current()).toBeUndefined()
    expect(source.status().phase).toBe('cold')
  })

  test.each<[string, unknown[]]>([
    ['option "jwks", key 1: a private or symmetric key', [key.jwk, { ...key.jwk, d: 'AA' }]],
    ['option "jwks", key 0: a private or symmetric key', [createBadKey('symmetric')]],
    ['option "jwks", key 1: not a JSON object', [key.jwk, 'key']],
    ['option "jwks", key 0: its "kid" is not a string', [{ ...key.jwk, kid: 1 }, key.jwk]],
    ['option "jwks": the JWK Set has no key', []],
    ['an RSA key of fewer than 2048 bits', [createBadKey('weakRsa')]],
    ['its "use" is "enc", not "sig"', [{ ...key.jwk, use: 'enc' }]]
  ])('that cannot be used are an error at start: %s', (message, keys) => {
    expect(() => open(...keys)).toThrow(ConfigurationError)
    expect(() => open(...keys)).toThrow(message)
  })

  test('may include keys that are for other purposes, or that this runtime cannot import', async () => {
    const encryption = await createSigningKey('ES256', 'enc')
    const bad = createBadKey('missingMembers')
    expect(open({ ...encryption.publicJwk, use: 'enc' }, bad, key.jwk).current()?.kids).toEqual(['a'])
  })
})

describe('static keys on a runtime whose engine is asynchronous', () => {
  const openWithJose = (...keys: unknown[]) =>
    createStaticKeySource({ keys }, { ...settings, importKey: engine.importVerificationKey })

  test('are cold until they are imported, and then verify', async () => {
    const source = openWithJose(key.jwk)
    expect(source.status().phase).toBe('cold')
    const keySet = await source.verify(await parsedToken(key), 'ES256')
    expect(source.current()).toBe(keySet)
    expect(source.status().phase).toBe('fresh')
  })

  test('that have a private key are an error at start, too', () => {
    expect(() => openWithJose({ ...key.jwk, d: 'AA' })).toThrow('option "jwks", key 0')
  })

  test('without a usable key are reported by every caller', async () => {
    const source = openWithJose(createBadKey('weakRsa'))
    const refusal = { code: 'jwks_invalid', status: 503 }
    await expect(source.warmUp()).rejects.toMatchObject(refusal)
    await expect(source.verify(await parsedToken(key), 'ES256')).rejects.toMatchObject(refusal)
    expect(source.status()).toMatchObject({ phase: 'cold', failure: { error: { code: 'jwks_invalid' } } })
  })

  test('are gone if the source is closed while they are imported', async () => {
    const source = openWithJose(key.jwk)
    source.close()
    await source.warmUp()
    expect(source.current()).toBeUndefined()
  })
})
