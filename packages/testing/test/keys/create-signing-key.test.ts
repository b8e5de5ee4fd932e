import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { createSigningKey, SIGNING_ALGORITHMS } from '../../src/index.ts'
import { signCompact } from '../../src/tokens/sign-compact.ts'

describe('a signing key', () => {
  it.each(SIGNING_ALGORITHMS)(
    'of %s makes signatures that jose verifies with the published half',
    async (algorithm) => {
      const { privateKey, publicJwk } = await createSigningKey(algorithm)
      const token = await signCompact({ header: { alg: algorithm }, payload: 'hello', algorithm, privateKey })
      const verified = await compactVerify(token, await importJWK(publicJwk), { algorithms: [algorithm] })
      expect(Buffer.from(verified.payload).toString()).toBe('hello')
    }
  )

  it('is named by its thumbprint, and says what it is for', async () => {
    const { kid, publicJwk, algorithm } = await createSigningKey('ES256')
    expect(kid).toBe(await calculateJwkThumbprint(publicJwk))
    expect(publicJwk).toMatchObject({ kid, alg: 'ES256', use: 'sig', kty: 'EC', crv: 'P-256' })
    expect(algorithm).toBe('ES256')
  })

  it('has the key id that is passed', async () => {
    const { kid, publicJwk } = await createSigningKey('ES256', 'chosen')
    expect([kid, publicJwk.kid]).toEqual(['chosen', 'chosen'])
  })

  it('publishes no private member', async () => {
    const { publicJwk } = await createSigningKey('RS256')
    expect(Object.keys(publicJwk).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  })

  it('has 2048 bits if it is RSA', async () => {
    const { publicKey } = await createSigningKey('PS256')
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
  })

  it.each(['none', 'HS256', 'es256', 'ESP256', ''])(
    'cannot be created for "%s", and says for what it can',
    async (name) => {
      await expect(createSigningKey(name)).rejects.toThrow(
        /cannot sign with ".*"; the algorithms are RS256, .*Ed25519/
      )
    }
  )
})
