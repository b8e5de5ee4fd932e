import { describe, expect, test } from 'vitest'
import type { AlgorithmName } from '../../../src/jws/algorithms.ts'
import * as jose from '../../../src/jws/engine/jose.ts'
import { createEngine } from '../../../src/jws/engine/node.ts'
import type { ImportVerificationKey } from '../../../src/jws/verification-key.ts'
import { createTestKeys } from '../../support/test-token.ts'
import { signAnother } from '../vectors/vector.ts'

const keys = await createTestKeys(['RS256', 'ES256', 'ES384', 'Ed25519'])
const misfits = keys.flatMap((key) =>
  keys.filter((other) => other !== key).map((other) => [key.algorithm, other.algorithm, key] as const)
)

describe.each<[string, ImportVerificationKey]>([
  ['Node', createEngine(2)],
  ['jose', jose.importVerificationKey]
])('the engine of %s', (_name, importKey) => {
  const attempt = async (jwk: object, names: readonly AlgorithmName[]) => importKey({ ...jwk }, names)

  test.each(misfits)('refuses to import a key of %s for %s', async (_own, other, key) => {
    await expect(attempt(key.jwk, [other])).rejects.toThrow('the key is not for this algorithm')
    const withoutAlg = { ...key.jwk, alg: undefined }
    await expect(attempt(withoutAlg, [key.algorithm, other])).rejects.toThrow('is not for this algorithm')
  })

  test.each(misfits)('refuses to verify with a key of %s under %s', async (_own, other, key) => {
    const { signature, signingInput } = signAnother(key, 'alice')
    const imported = await attempt(key.jwk, [key.algorithm])
    const verify = async () => imported.verify({ signingInput, signature }, other, 'mainThread')
    await expect(verify()).rejects.toThrow('the key is not for this algorithm')
  })

  test.each([
    ['no modulus', { kty: 'RSA', e: 'AQAB' }, 'RS256'],
    ['a point off its curve', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }, 'ES256'],
    ['a short point', { kty: 'OKP', crv: 'Ed25519', x: 'AA' }, 'Ed25519']
  ] as const)(
    'says of a key with %s that it cannot be imported, and quotes nothing',
    async (_t, jwk, name) => {
      await expect(attempt(jwk, [name])).rejects.toThrow(/^the key cannot be imported: /)
    }
  )
})
