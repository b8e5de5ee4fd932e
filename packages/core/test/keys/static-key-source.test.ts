import { createSigningKey } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock/system-clock.ts'
import { createStaticKeySource } from '../../src/keys/static-key-source.ts'
import { refusalOf } from '../support/refusal-of.ts'

const key = await createSigningKey('ES256', 'a')
const algorithms: ReadonlySet<string> = new Set(['ES256'])
const open = () => createStaticKeySource({ keys: [key.publicJwk] }, algorithms, systemClock)

describe('keys that are given', () => {
  test('are found, as soon as they are imported', async () => {
    const source = open()
    expect(source.status()).toEqual({
      phase: 'cold',
      keySet: undefined,
      ageSeconds: undefined,
      failure: undefined
    })
    const found = await source.find({ alg: 'ES256', kid: 'a' })
    expect(found.keys).toHaveLength(1)
    expect(source.current()).toBe(found.keySet)
    expect(source.status()).toMatchObject({ phase: 'fresh', keySet: found.keySet })
  })

  test('are found without a promise from the second time on', async () => {
    const source = open()
    await source.find({ alg: 'ES256', kid: 'a' })
    expect(source.find({ alg: 'ES256', kid: 'a' })).not.toBeInstanceOf(Promise)
  })

  test('are all there is', async () => {
    const source = open()
    const header = { alg: 'ES256', kid: 'other' }
    expect((await refusalOf(() => source.find(header))).code).toBe('key_not_found')
    const found = await source.find({ alg: 'ES256', kid: 'a' })
    expect(await source.findChanged(header, found)).toBeUndefined()
  })

  test('that are of no use are told of by whoever needs them', async () => {
    const source = createStaticKeySource({ keys: [] }, algorithms, systemClock)
    expect((await refusalOf(() => source.warmUp())).code).toBe('jwks_invalid')
    expect((await refusalOf(() => source.find({ alg: 'ES256' }))).code).toBe('jwks_invalid')
    expect(source.status().phase).toBe('cold')
    expect(source.status()).toMatchObject({
      phase: 'cold',
      failure: { error: { code: 'jwks_invalid' }, count: 1 }
    })
  })

  test('are gone when the source is closed', async () => {
    const source = open()
    await source.warmUp()
    source.close()
    expect(source.current()).toBeUndefined()
    expect(source.status().phase).toBe('cold')
  })

  test('are gone also when the source is closed while they are imported', async () => {
    const source = open()
    source.close()
    await source.warmUp()
    expect(source.current()).toBeUndefined()
    expect(source.status().phase).toBe('cold')
  })
})
