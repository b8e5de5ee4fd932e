import { createLocalJWKSet } from 'jose/jwks/local'
import { importJWK } from 'jose/key/import'
import { expect, test } from 'vitest'
import { loadJose } from '../../src/keys/load-jose.ts'

test('jose is loaded once, and is what it seems', async () => {
  const jose = await loadJose()
  expect(jose).toEqual({ createLocalJWKSet, importJWK })
  expect(await loadJose()).toBe(jose)
})
