import { describe, expect, test } from 'vitest'
import { createReplays } from '../../src/memory/replays.ts'
import { client, EXPECTED, rigOf } from '../support/dpop-rig.ts'
import { ACCESS_TOKEN, createProofKey, HTU, makeProof, PUBLIC_URL, tokenHash } from '../support/proof-kit.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { stubClock } from '../support/stub-clock.ts'
import { NOW } from '../support/test-token.ts'
import { verifies } from '../../../../test/requirements.ts'

describe('a proof', () => {
  test('of the same request, token and key is accepted', async () => {
    expect(await rigOf().verify(await makeProof(client), EXPECTED)).toEqual({ needsNonce: false })
  })

  test.each([undefined, ''])('that is missing (%j) is refused', async (field) => {
    const error = await refusalOf(() => rigOf().verify(field, EXPECTED))
    expect([error.code, error.oauthError]).toEqual(['proof_missing', 'invalid_dpop_proof'])
  })

  test.each([
    [verifies('D-8', 'another method'), { htm: 'POST' }, 'proof_method_mismatch'],
    ['a method in another case', { htm: 'get' }, 'proof_method_mismatch'],
    [verifies('D-9', 'another path'), { htu: `${HTU}2` }, 'proof_target_mismatch'],
    ['another host', { htu: 'https://evil.example/messages' }, 'proof_target_mismatch'],
    ['another scheme', { htu: HTU.replace('https', 'http') }, 'proof_target_mismatch'],
    ['another port', { htu: HTU.replace('.test', '.test:8443') }, 'proof_target_mismatch'],
    ['no URI', { htu: '/messages' }, 'proof_target_mismatch'],
    [verifies('D-14', 'the hash of another token'), { ath: tokenHash('other') }, 'proof_token_mismatch'],
    ['a padded hash', { ath: `${tokenHash(ACCESS_TOKEN)}=` }, 'proof_token_mismatch'],
    [verifies('D-12', 'an iat more than 300 s ago'), { iat: NOW - 301 }, 'proof_expired'],
    [verifies('D-13', 'an iat more than 30 s ahead'), { iat: NOW + 31 }, 'proof_issued_in_future'],
    ['an exp that is 30 s ago', { exp: NOW - 30 }, 'proof_expired'],
    ['an nbf more than 30 s ahead', { nbf: NOW + 31 }, 'proof_issued_in_future']
  ])('with %s is refused', async (_title, claims, code) => {
    const error = await refusalOf(async () => rigOf().verify(await makeProof(client, { claims }), EXPECTED))
    expect([error.code, error.oauthError]).toEqual([code, 'invalid_dpop_proof'])
    expect(error.hint).toMatch(/^.{20,}$/u)
  })

  test.each([
    { iat: NOW - 300 },
    { iat: NOW + 30 },
    { exp: NOW - 29, nbf: NOW + 30 },
    { htu: `${HTU}?x=1#y` },
    { htu: 'HTTPS://API.example.test:443/./%6Dessages' }
  ])('with %j is accepted', async (claims) => {
    expect(await rigOf().verify(await makeProof(client, { claims }), EXPECTED)).toEqual({ needsNonce: false })
  })

  test('is refused if the host does not say what the target is', async () => {
    const proof = await makeProof(client)
    const error = await refusalOf(() => rigOf().verify(proof, { ...EXPECTED, target: undefined }))
    expect(error.code).toBe('proof_target_mismatch')
  })

  test('is refused if neither URI can be normalized', async () => {
    const proof = await makeProof(client, { claims: { htu: `${PUBLIC_URL}/%` } })
    const error = await refusalOf(() => rigOf().verify(proof, { ...EXPECTED, target: '/%' }))
    expect(error.code).toBe('proof_target_mismatch')
  })
})

describe('the same proof', () => {
  test(verifies('D-28', 'is accepted once'), async () => {
    const { verify } = rigOf()
    const proof = await makeProof(client)
    await verify(proof, EXPECTED)
    const error = await refusalOf(() => verify(proof, EXPECTED))
    expect([error.code, error.oauthError]).toEqual(['proof_replayed', 'invalid_dpop_proof'])
  })

  test('is accepted once of 20 that come together', async () => {
    const { verify } = rigOf()
    const proof = await makeProof(client)
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, async () => verify(proof, EXPECTED)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('with another signature is accepted once', async () => {
    const { verify } = rigOf()
    const claims = { jti: 'same' }
    await verify(await makeProof(client, { claims }), EXPECTED)
    expect((await refusalOf(async () => verify(await makeProof(client, { claims }), EXPECTED))).code).toBe(
      'proof_replayed'
    )
  })

  test('of two clients with the same jti is accepted once each', async () => {
    const { verify } = rigOf()
    const other = await createProofKey('EdDSA')
    const claims = { jti: 'same' }
    await verify(await makeProof(client, { claims }), EXPECTED)
    expect(await verify(await makeProof(other, { claims }), { ...EXPECTED, jkt: other.jkt })).toEqual({
      needsNonce: false
    })
  })

  test(verifies('D-29', 'is refused until it expires, even if its iat was ahead'), async () => {
    const { verify, clock } = rigOf()
    const proof = await makeProof(client, { claims: { iat: NOW + 30 } })
    await verify(proof, EXPECTED)
    for (let second = 0; second < 330; second += 10) {
      expect((await refusalOf(() => verify(proof, EXPECTED))).code).toBe('proof_replayed')
      // Others come and go meanwhile, so that old entries are freed.
      await verify(await makeProof(client, { claims: { iat: clock.now() - 299 } }), EXPECTED)
      clock.pass(10)
    }
    expect((await refusalOf(() => verify(proof, EXPECTED))).code).toBe('proof_replayed')
    clock.pass(1)
    expect((await refusalOf(() => verify(proof, EXPECTED))).code).toBe('proof_expired')
  })

  test('is not recorded if it is refused', async () => {
    const { verify } = rigOf()
    const claims = { jti: 'same' }
    const stranger = await createProofKey()
    for (const bad of [
      await makeProof(stranger, { claims }),
      await makeProof({ ...client, privateKey: stranger.privateKey }, { claims })
    ]) {
      await refusalOf(() => verify(bad, EXPECTED))
    }
    expect(await verify(await makeProof(client, { claims }), EXPECTED)).toEqual({ needsNonce: false })
  })
})

describe('the store of used proofs', () => {
  test('gets a digest, and the last moment at which the proof is accepted, with 10 s for clocks', async () => {
    const added: unknown[] = []
    const add = (key: string, until: number): boolean => added.push(key, until) > 0
    await rigOf({ replays: { add } }).verify(
      await makeProof(client, { claims: { iat: NOW - 50, jti: 'j' } }),
      EXPECTED
    )
    expect(added).toEqual([tokenHash(`${client.jkt} j`), NOW + 260])
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('down')
      }
    ],
    ['rejects', () => Promise.reject(new Error('down'))]
  ])(verifies('D-30', 'that %s is a 503, never a 401 or a 200'), async (_how, add) => {
    const proof = await makeProof(client)
    const error = await refusalOf(() => rigOf({ replays: { add } }).verify(proof, EXPECTED))
    expect([error.code, error.status, error.cause]).toEqual([
      'replay_store_unavailable',
      503,
      new Error('down')
    ])
  })

  test('that is full is a 503 for a new proof, and a used one is still refused as used', async () => {
    const { verify } = rigOf({ replays: createReplays(stubClock(NOW), 1) })
    const used = await makeProof(client)
    await verify(used, EXPECTED)
    const error = await refusalOf(async () => verify(await makeProof(client), EXPECTED))
    expect([error.code, error.status]).toEqual(['replay_store_unavailable', 503])
    expect((await refusalOf(() => verify(used, EXPECTED))).code).toBe('proof_replayed')
  })

  test('that answers false, synchronously or not, refuses the proof as used', async () => {
    for (const answer of [false, Promise.resolve(false)]) {
      const rig = rigOf({ replays: { add: () => answer } })
      const error = await refusalOf(async () => rig.verify(await makeProof(client), EXPECTED))
      expect(error.code).toBe('proof_replayed')
    }
  })

  test('that answers after the proof expired refuses it', async () => {
    const clock = stubClock(NOW)
    const add = async (): Promise<boolean> => {
      clock.pass(301)
      return true
    }
    const proof = await makeProof(client)
    const error = await refusalOf(() =>
      rigOf({ replays: { add }, now: () => clock.now() }).verify(proof, EXPECTED)
    )
    expect(error.code).toBe('proof_expired')
  })
})
