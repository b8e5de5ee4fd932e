import { importVerificationKey } from '#engine'
import { describe, expect, test } from 'vitest'
import { parseProof, type UnverifiedProof } from '../../src/confirmation/parse-proof.ts'
import { createProofKeys, type ProofKeys } from '../../src/confirmation/proof-keys.ts'
import { ALGORITHM_NAMES, type AlgorithmName } from '../../src/jws/algorithms.ts'
import type { ImportVerificationKey } from '../../src/jws/verification-key.ts'
import { createProofKey, makeProof, tokenHash } from '../support/proof-kit.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { encodeSegment } from '../support/test-token.ts'
import { verifies } from '../../../../test/requirements.ts'

const client = await createProofKey()
const stranger = await createProofKey()

interface CountingKeys extends ProofKeys {
  readonly imports: () => number
}

function keysOf(importKey: ImportVerificationKey = importVerificationKey): CountingKeys {
  let imports = 0
  const keys = createProofKeys({
    algorithms: new Set<string>(ALGORITHM_NAMES),
    thread: 'mainThread',
    importKey(jwk, algorithms) {
      imports += 1
      return importKey(jwk, algorithms)
    }
  })
  return Object.assign(Object.create(keys) as ProofKeys, { imports: () => imports })
}

async function verdictOf(keys: ProofKeys, proof: string, jkt = client.jkt): Promise<string> {
  try {
    await keys.verify(parseProof(proof), jkt)
    return 'verified'
  } catch {
    return (await refusalOf(() => keys.verify(parseProof(proof), jkt))).code
  }
}

describe('the key of a proof', () => {
  test.each<AlgorithmName>(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'RS256', 'PS256'])(
    'verifies a signature of %s',
    async (algorithm) => {
      const key = await createProofKey(algorithm)
      expect(await verdictOf(keysOf(), await makeProof(key), key.jkt)).toBe('verified')
    }
  )

  test('is imported once for all proofs of a client', async () => {
    const keys = keysOf()
    for (let count = 0; count < 5; count += 1) {
      expect(await verdictOf(keys, await makeProof(client))).toBe('verified')
    }
    expect([keys.imports(), keys.size]).toEqual([1, 1])
  })

  test(verifies('D-15', 'is refused as invalid_token if the token is bound to another key'), async () => {
    const keys = keysOf()
    const proof = await makeProof(stranger)
    const error = await refusalOf(() => keys.verify(parseProof(proof), client.jkt))
    expect([error.code, error.oauthError]).toEqual(['proof_key_mismatch', 'invalid_token'])
    expect([keys.imports(), keys.size]).toEqual([0, 0])
  })

  test('is refused if it is cached for another token', async () => {
    const keys = keysOf()
    expect(await verdictOf(keys, await makeProof(stranger), stranger.jkt)).toBe('verified')
    expect(await verdictOf(keys, await makeProof(stranger), client.jkt)).toBe('proof_key_mismatch')
  })

  test(verifies('D-6', 'is refused if it did not make the signature, cached or not'), async () => {
    const keys = keysOf()
    const forged = await makeProof({ ...client, privateKey: stranger.privateKey })
    expect(await verdictOf(keys, forged)).toBe('proof_signature_invalid')
    expect(keys.size).toBe(0)
    expect(await verdictOf(keys, await makeProof(client))).toBe('verified')
    expect(await verdictOf(keys, forged)).toBe('proof_signature_invalid')
    const [header, , signature] = (await makeProof(client)).split('.')
    const [, payload] = (await makeProof(client)).split('.')
    expect(await verdictOf(keys, `${header}.${payload}.${signature}`)).toBe('proof_signature_invalid')
    expect(await verdictOf(keys, `${header}.${payload}.`)).toBe('proof_signature_invalid')
  })

  test('is refused if the header is malformed or another text', async () => {
    const keys = keysOf()
    const proof = await makeProof(client)
    expect(await verdictOf(keys, ` ${proof}`)).toBe('proof_malformed')
    expect(await verdictOf(keys, proof.replace(/^[^.]+/u, '='))).toBe('proof_malformed')
    expect(await verdictOf(keys, proof.replace(/^[^.]+/u, encodeSegment('[]')))).toBe('proof_malformed')
    const respaced = encodeSegment(
      JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: client.publicJwk }, null, 1)
    )
    expect(await verdictOf(keys, proof.replace(/^[^.]+/u, respaced))).toBe('proof_signature_invalid')
  })

  test.each([
    ['another type', { typ: 'JWT' }, 'proof_type_mismatch'],
    ['a private member', { jwk: { ...client.publicJwk, d: 'AAAA' } }, 'proof_key_private'],
    ['the key of another client', { jwk: stranger.publicJwk }, 'proof_key_mismatch']
  ])('is not taken from the cache for a signed header with %s', async (_title, header, code) => {
    const keys = keysOf()
    expect(await verdictOf(keys, await makeProof(client))).toBe('verified')
    expect(await verdictOf(keys, await makeProof(client, { header }))).toBe(code)
  })

  test('is refused if it cannot be imported, and the hint does not quote it', async () => {
    for (const importKey of [
      () => {
        throw new Error('bad member: secret-value')
      },
      () => Promise.reject(new Error('bad member: secret-value'))
    ]) {
      const proof = parseProof(await makeProof(client))
      const error = await refusalOf(() => keysOf(importKey).verify(proof, client.jkt))
      expect(error.code).toBe('proof_key_invalid')
      expect(error.hint).toMatch(/cannot be imported/)
      expect(error.hint).not.toContain('secret-value')
      expect(error.cause).toBeUndefined()
    }
  })

  test('is only accepted with an algorithm of the list', async () => {
    const keys = createProofKeys({
      algorithms: new Set(['ES384']),
      thread: 'threadPool',
      importKey: importVerificationKey
    })
    expect(await verdictOf(keys, await makeProof(client))).toBe('proof_algorithm_not_allowed')
  })
})

/** The same proof with another header: what is wrong with its signature does not matter. */
function withHeader(proof: UnverifiedProof, change: object): UnverifiedProof {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: client.publicJwk, ...change }
  return { ...proof, headerSegment: encodeSegment(header) }
}

test('10,000 keys that no token is bound to are neither imported nor cached', async () => {
  const keys = keysOf()
  const proof = parseProof(await makeProof(stranger))
  const codes = new Set<string>()
  for (let count = 0; count < 10_000; count += 1) {
    const jwk = { ...stranger.publicJwk, x: count.toString(36).padStart(43, 'A') }
    codes.add((await refusalOf(() => keys.verify(withHeader(proof, { jwk }), client.jkt))).code)
  }
  expect([...codes]).toEqual(['proof_key_mismatch'])
  expect([keys.imports(), keys.size]).toEqual([0, 0])
})

/** Keys that verify everything: only their number matters. */
function lenientKeys(): ProofKeys {
  return createProofKeys({
    algorithms: new Set(['ES256']),
    thread: 'mainThread',
    importKey: () => ({ algorithms: new Set(), verify: () => true })
  })
}

/** Has the key of a client verify a proof; clients have a number. */
async function useKey(keys: ProofKeys, id: number, further: object = {}): Promise<void> {
  const { crv, kty, x, y } = { ...stranger.publicJwk, x: id.toString(36).padStart(43, 'A') }
  const proof = withHeader(SOME_PROOF, { jwk: { crv, kty, x, y }, ...further })
  await keys.verify(proof, tokenHash(JSON.stringify({ crv, kty, x, y })))
}

const SOME_PROOF = parseProof(await makeProof(stranger))

test('a client that writes its header in 100 ways has one entry', async () => {
  const keys = lenientKeys()
  for (let count = 0; count < 100; count += 1) await useKey(keys, 1, { count })
  expect(keys.size).toBe(1)
})

test('the keys of 11,000 clients fill the cache only to its bound', async () => {
  const keys = lenientKeys()
  for (let id = 0; id < 11_000; id += 1) await useKey(keys, id)
  expect(keys.size).toBe(10_000)
})

test('headers of 4,000 characters fill the cache only to 10 MiB', async () => {
  const keys = lenientKeys()
  const filler = 'f'.repeat(4000)
  for (let id = 0; id < 3000; id += 1) await useKey(keys, id, { filler })
  expect(keys.size).toBeLessThan(2500)
  expect(keys.size).toBeGreaterThan(1500)
})
