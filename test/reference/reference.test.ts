import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyZoo, zooJwks, type ZooKey } from '../tokens/key-zoo.ts'
import { signToken } from '../tokens/sign-token.ts'
import { decide } from './decide.ts'
import { generatedToken } from './generated-token.ts'
import { audience, issuer, now } from './oddities.ts'
import type { ReferenceSettings } from './reference-settings.ts'

const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const
const settings: ReferenceSettings = {
  issuer,
  audience,
  jwks: zooJwks,
  algorithms,
  strict: true,
  toleranceSeconds: 0,
  now
}
const claims = {
  iss: issuer,
  aud: audience,
  exp: now + 1,
  iat: now,
  sub: 'alice',
  client_id: 'spa',
  jti: '1',
  scope: 'a'
}

function tokenBy(key: ZooKey, change: object = {}): string {
  return signToken(
    { alg: key.algorithm, typ: 'at+jwt', kid: key.published?.kid },
    { ...claims, ...change },
    key
  )
}

const usable = new Set(['rsa-named', 'rsa-any', 'ec-named', 'shared', 'nameless', 'ed-any', 'ec-521'])

describe('the reference', () => {
  test.each(keyZoo)('knows whether the key $kid with $algorithm is usable', async (key) => {
    const verdict = await decide(tokenBy(key), settings)
    expect(verdict.accepted).toBe(usable.has(key.kid) && key.published !== undefined)
  })

  test.each([
    ['exp', { exp: now }],
    ['nbf', { nbf: now + 1 }],
    ['iat', { iat: now + 11 }],
    ['iss', { iss: `${issuer}/` }],
    ['aud', { aud: [] }],
    ['jti', { jti: undefined }],
    ['cnf', { cnf: {} }],
    ['token_use', { token_use: 'id' }]
  ])('refuses a token whose %s is wrong', async (_claim, change) => {
    const [key] = keyZoo
    const token = key === undefined ? '' : tokenBy(key, change)
    expect((await decide(token, settings)).accepted).toBe(false)
  })

  test('accepts and refuses a good part of the generated tokens', async () => {
    const tokens = fc.sample(generatedToken, { numRuns: 300, seed: 1 })
    const verdicts = await Promise.all(tokens.map((token) => decide(token, { ...settings, strict: false })))
    const accepted = verdicts.filter((verdict) => verdict.accepted).length
    expect(accepted).toBeGreaterThan(60)
    expect(accepted).toBeLessThan(240)
  })
})
