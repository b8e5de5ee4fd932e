import { describe, expect, test } from 'vitest'
import { createNonces } from '../../src/confirmation/nonce.ts'
import { client, EXPECTED, rigOf } from '../support/dpop-rig.ts'
import { makeProof, PUBLIC_URL } from '../support/proof-kit.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { NOW } from '../support/test-token.ts'
import { verifies } from '../../../../test/requirements.ts'

const NONCES = createNonces({ secrets: ['secret'], lifetimeSeconds: 300, resource: PUBLIC_URL })

describe('with nonces', () => {
  const withNonce = async (nonce: unknown, claims: object = {}) =>
    makeProof(client, { claims: { nonce, ...claims } })

  test(
    verifies('D-22', 'D-25', 'a proof without nonce is refused, and so is a request without proof'),
    async () => {
      const { verify } = rigOf({ nonces: NONCES })
      for (const field of [undefined, '', await makeProof(client)]) {
        const error = await refusalOf(() => verify(field, EXPECTED))
        expect([error.code, error.oauthError]).toEqual(['proof_nonce_missing', 'use_dpop_nonce'])
      }
    }
  )

  test(
    verifies(
      'D-24',
      'a nonce is accepted until it expires; past half its lifetime the client needs a new one'
    ),
    async () => {
      const { verify, clock } = rigOf({ nonces: NONCES })
      const nonce = await NONCES.issue(NOW)
      expect(await verify(await withNonce(nonce), EXPECTED)).toEqual({ needsNonce: false })
      clock.pass(150)
      expect(await verify(await withNonce(nonce), EXPECTED)).toEqual({ needsNonce: false })
      clock.pass(1)
      expect(await verify(await withNonce(nonce), EXPECTED)).toEqual({ needsNonce: true })
      clock.pass(148)
      expect(await verify(await withNonce(nonce), EXPECTED)).toEqual({ needsNonce: true })
      clock.pass(1)
      const error = await refusalOf(async () => verify(await withNonce(nonce), EXPECTED))
      expect([error.code, error.oauthError]).toEqual(['proof_nonce_invalid', 'use_dpop_nonce'])
    }
  )

  test(verifies('D-27', 'a nonce of another server is refused'), async () => {
    const { verify } = rigOf({ nonces: NONCES })
    for (const nonce of [
      '',
      'eyJ7S_zG.eyJH0-Z.HX4w-7v',
      await createNonces({ secrets: ['as'], lifetimeSeconds: 300, resource: 'https://as' }).issue(NOW)
    ]) {
      const error = await refusalOf(async () => verify(await withNonce(nonce), EXPECTED))
      expect(error.code).toBe('proof_nonce_invalid')
    }
  })

  test('the clock of the client does not matter', async () => {
    const { verify } = rigOf({ nonces: NONCES })
    const nonce = await NONCES.issue(NOW)
    for (const iat of [0, NOW - 100_000, NOW + 100_000]) {
      expect(await verify(await withNonce(nonce, { iat }), EXPECTED)).toEqual({ needsNonce: false })
    }
  })

  test('a proof whose own exp is over is refused', async () => {
    const { verify } = rigOf({ nonces: NONCES })
    const nonce = await NONCES.issue(NOW)
    expect(await verify(await withNonce(nonce, { exp: NOW }), EXPECTED)).toEqual({ needsNonce: false })
    const error = await refusalOf(async () => verify(await withNonce(nonce, { exp: NOW - 30 }), EXPECTED))
    expect(error.code).toBe('proof_expired')
  })

  test('a proof is single-use until its nonce expires', async () => {
    const { verify, clock } = rigOf({ nonces: NONCES })
    const proof = await withNonce(await NONCES.issue(NOW))
    await verify(proof, EXPECTED)
    clock.pass(299)
    expect((await refusalOf(() => verify(proof, EXPECTED))).code).toBe('proof_replayed')
    clock.pass(1)
    expect((await refusalOf(() => verify(proof, EXPECTED))).code).toBe('proof_nonce_invalid')
  })
})
