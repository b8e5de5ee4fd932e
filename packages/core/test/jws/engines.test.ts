import { describe, expect, test } from 'vitest'
import * as jose from '../../src/jws/engine/jose.ts'
import { createEngine } from '../../src/jws/engine/node.ts'
import { ALGORITHMS, type AlgorithmName, type SignatureAlgorithm } from '../../src/jws/algorithms.ts'
import { EXAMPLE_RSA_KEY } from '../support/example-rsa-key.ts'
import { createTestKey, createTestKeys, importRsaKey, isRsa, type TestKey } from '../support/test-token.ts'
import { ecdsaVectors } from './vectors/ecdsa.ts'
import { eddsaVectors, smallOrderKeys } from './vectors/eddsa.ts'
import { generalVectors } from './vectors/general.ts'
import { mutatedVectors } from './vectors/mutated.ts'
import { pkcs1Vectors, pssVectors, rsaVectors } from './vectors/rsa.ts'
import { signAnother, type Signed, type Vector } from './vectors/vector.ts'
import { judge, type Judgement } from './vectors/verdict.ts'
import { verifiableAlgorithms } from './vectors/verifiable-algorithms.ts'

/** Mutated signatures: a few by default, tens of thousands if the environment asks for them. */
const runs = Number(process.env['PORTCULLIS_ENGINE_RUNS'] ?? '1500')
/** The same in every run, unless the environment names another: no run fails by chance. */
const seed = Number(process.env['PORTCULLIS_ENGINE_SEED'] ?? '1')

const algorithms = await verifiableAlgorithms()
// For a modulus that is random, a signature between it and a power of two can be as good as impossible to find.
const own = await Promise.all(
  algorithms.map((name) => (isRsa(name) ? importRsaKey(EXAMPLE_RSA_KEY, name) : createTestKey(name)))
)
const foreign = new Map((await createTestKeys(algorithms)).map((key) => [key.algorithm, key]))
const signed = own.map((key) => signAnother(key, 'alice'))

function foreignKeyFor({ key }: Signed): TestKey {
  return foreign.get(key.algorithm) ?? key
}

function familyVectors(each: Signed): readonly Vector[] {
  const { family }: SignatureAlgorithm = ALGORITHMS[each.key.algorithm]
  switch (family) {
    case 'ECDSA':
      return ecdsaVectors(each)
    case 'EdDSA':
      return eddsaVectors(each)
    case 'RSASSA-PSS':
      return [...rsaVectors(each), ...pssVectors(each)]
    case 'RSASSA-PKCS1-v1_5':
      return [...rsaVectors(each), ...pkcs1Vectors(each)]
    case 'ML-DSA':
      return []
  }
}

async function judgeAll(vectors: readonly Vector[]): Promise<readonly Judgement[]> {
  return Promise.all(vectors.map(judge))
}

function expectAgreement(judgements: readonly Judgement[]): void {
  expect(judgements.filter(({ agree }) => !agree)).toEqual([])
  // An engine that throws would make a server error of a bad signature.
  expect(judgements.filter(({ threw }) => threw)).toEqual([])
}

function acceptedOf(judgements: readonly Judgement[]): readonly string[] {
  return judgements.filter(({ accepted }) => accepted).map(({ title }) => title)
}

describe.each(signed)('both engines judge alike: $key.algorithm', (each) => {
  test('signatures that were changed', async () => {
    const judgements = await judgeAll(generalVectors(each, foreignKeyFor(each)))
    expectAgreement(judgements)
    expect(acceptedOf(judgements)).toEqual(['as it is'])
  })

  // Some edges have to be searched for, signature by signature.
  test('the edges of the algorithm', { timeout: 60_000 }, async () => {
    const judgements = await judgeAll(familyVectors(each))
    expectAgreement(judgements)
    expect(acceptedOf(judgements)).toEqual(goodEdges(each.key.algorithm))
  })
})

/** The edges that are valid signatures by the standard. */
function goodEdges(algorithm: AlgorithmName): readonly string[] {
  const { family, hash }: SignatureAlgorithm = ALGORITHMS[algorithm]
  if (family === 'ECDSA')
    return ['n - s, which is as good as s', 'r with a leading zero', 's with a leading zero']
  if (family === 'RSASSA-PKCS1-v1_5') return ['a leading zero that belongs there', 'made by hand']
  if (family !== 'RSASSA-PSS') return []
  return ['a leading zero that belongs there', `a salt of ${Number(hash?.slice(3)) / 8} bytes`]
}

test.each(smallOrderKeys)('both engines refuse to import a key of small order: $x', async (jwk) => {
  const reason = 'an Ed25519 key of small order, with which anyone can sign'
  expect(() => createEngine(2)({ ...jwk }, ['Ed25519'])).toThrow(reason)
  await expect(jose.importVerificationKey({ ...jwk }, ['Ed25519'])).rejects.toThrow(reason)
})

test(
  'both engines judge alike: signatures that were changed at random',
  { timeout: runs * 20 + 10_000 },
  async () => {
    console.log(`engines: ${runs} mutated signatures, seed ${seed}`)
    const counts = { accepted: 0, refused: 0 }
    for (const vector of mutatedVectors(signed, { runs, seed })) {
      const judgement = await judge(vector)
      expectAgreement([judgement])
      counts[judgement.accepted ? 'accepted' : 'refused'] += 1
    }
    expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(runs / 20)
  }
)
