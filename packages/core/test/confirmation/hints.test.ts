import { describe, expect, test } from 'vitest'
import { createCertificateCheck } from '../../src/confirmation/client-certificate.ts'
import { readConfirmation } from '../../src/confirmation/confirmation.ts'
import type { DpopSettings } from '../../src/confirmation/dpop.ts'
import { createNonces } from '../../src/confirmation/nonce.ts'
import { client, EXPECTED, rigOf } from '../support/dpop-rig.ts'
import { createProofKey, HTU, makeProof, PUBLIC_URL, type ProofChange } from '../support/proof-kit.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { encodeSegment, NOW } from '../support/test-token.ts'

const nonces = createNonces({ secrets: ['secret'], lifetimeSeconds: 300, resource: PUBLIC_URL })
/** A character more than 4,096 bits take. */
const LONG_MODULUS = 'A'.repeat(684)

interface HintCase {
  readonly problem: string
  readonly proof?: ProofChange
  readonly settings?: Partial<DpopSettings>
  readonly code: string
  readonly hint: RegExp
}

const claims = (changed: object): Pick<HintCase, 'proof'> => ({ proof: { claims: changed } })
const header = (changed: object): Pick<HintCase, 'proof'> => ({ proof: { header: changed } })

const CASES: readonly HintCase[] = [
  {
    problem: 'another method',
    ...claims({ htm: 'POST' }),
    code: 'proof_method_mismatch',
    hint: /GET, not get/
  },
  {
    problem: 'another URL',
    ...claims({ htu: `${HTU}/2` }),
    code: 'proof_target_mismatch',
    hint: /"publicUrl"/
  },
  {
    problem: 'another token',
    ...claims({ ath: 'x' }),
    code: 'proof_token_mismatch',
    hint: /"ath" .* SHA-256/
  },
  {
    problem: 'an old time',
    ...claims({ iat: NOW - 301 }),
    code: 'proof_expired',
    hint: /too old.*dpop\.nonce/
  },
  {
    problem: 'a future time',
    ...claims({ iat: NOW + 31 }),
    code: 'proof_issued_in_future',
    hint: /in the future.*dpop\.nonce/
  },
  {
    problem: 'no time',
    ...claims({ iat: undefined }),
    code: 'proof_malformed',
    hint: /"iat".*number of seconds/
  },
  { problem: 'a long jti', ...claims({ jti: 'x'.repeat(513) }), code: 'proof_malformed', hint: /"jti".*512/ },
  { problem: 'a nonce that is a number', ...claims({ nonce: 5 }), code: 'proof_malformed', hint: /"nonce"/ },
  {
    problem: 'another type',
    ...header({ typ: 'JWT' }),
    code: 'proof_type_mismatch',
    hint: /"typ": "dpop\+jwt"/
  },
  {
    problem: 'an extension',
    ...header({ crit: ['x'], x: 1 }),
    code: 'proof_malformed',
    hint: /"crit" or "b64"/
  },
  {
    problem: 'another algorithm',
    ...header({ alg: 'HS256' }),
    code: 'proof_algorithm_not_allowed',
    hint: /"dpop\.algorithms".*"algs"/
  },
  { problem: 'no key', ...header({ jwk: undefined }), code: 'proof_malformed', hint: /public key.*"jwk"/ },
  {
    problem: 'a private key',
    ...header({ jwk: { ...client.publicJwk, d: 'secret-value' } }),
    code: 'proof_key_private',
    hint: /leaks its key/
  },
  {
    problem: 'a key for encryption',
    ...header({ jwk: { ...client.publicJwk, use: 'enc' } }),
    code: 'proof_key_invalid',
    hint: /not a public signature key/
  },
  {
    problem: 'a long RSA key',
    ...header({ alg: 'RS256', jwk: { kty: 'RSA', e: 'AQAB', n: LONG_MODULUS } }),
    code: 'proof_key_invalid',
    hint: /4,096 bits/
  },
  {
    problem: 'a key off the curve',
    ...header({ jwk: { ...client.publicJwk, y: client.publicJwk.x } }),
    code: 'proof_key_mismatch',
    hint: /not bound to the key of the proof.*stolen/
  },
  {
    problem: 'a store that fails',
    settings: { recordUse: () => Promise.reject(new Error('down')) },
    code: 'replay_store_unavailable',
    hint: /"dpop\.replays" failed, is full or gave no answer/
  },
  {
    problem: 'an earlier use',
    settings: { recordUse: () => false },
    code: 'proof_replayed',
    hint: /used before.*new "jti"/
  },
  { problem: 'no nonce', settings: { nonces }, code: 'proof_nonce_missing', hint: /no "nonce".*DPoP-Nonce/ },
  {
    problem: 'an unknown nonce',
    ...claims({ nonce: 'x' }),
    settings: { nonces },
    code: 'proof_nonce_invalid',
    hint: /expired or was not issued.*dpop\.nonce\.secrets/
  }
]

describe('the hint of a proof', () => {
  /** Signed with the claims; what is wrong in the header is found before the signature. */
  async function proofOf({ claims: changed = {}, header: other }: ProofChange): Promise<string> {
    const proof = await makeProof(client, { claims: changed })
    if (other === undefined) return proof
    const parts = { typ: 'dpop+jwt', alg: 'ES256', jwk: client.publicJwk, ...other }
    return proof.replace(/^[^.]+/u, encodeSegment(parts))
  }

  test.each(CASES)('with $problem says what to change, and quotes no key', async (each) => {
    const { proof = {}, settings = {}, code, hint } = each
    const error = await refusalOf(async () => rigOf(settings).verify(await proofOf(proof), EXPECTED))
    expect(error.code).toBe(code)
    expect(error.hint).toMatch(hint)
    expect(error.hint).not.toContain('secret-value')
  })

  test.each([
    { problem: 'no header', field: undefined, code: 'proof_missing', hint: /no DPoP header/ },
    { problem: 'two headers', field: ['a', 'b'], code: 'proof_repeated', hint: /several DPoP headers/ },
    { problem: 'two proofs in one header', field: 'a.b.c, a.b.c', code: 'proof_repeated', hint: /several/ },
    { problem: 'too many characters', field: 'a'.repeat(12_289), code: 'proof_too_large', hint: /12288/ },
    {
      problem: 'two segments',
      field: 'a.b',
      code: 'proof_malformed',
      hint: /three strict base64url segments/
    }
  ])('header with $problem says what is wrong', async ({ field, code, hint }) => {
    const error = await refusalOf(() => rigOf().verify(field, EXPECTED))
    expect([error.code, error.hint]).toEqual([code, expect.stringMatching(hint)])
  })

  test('of 3,000 nested arrays is refused like any other object without claims', async () => {
    const nested = `${'['.repeat(3000)}${']'.repeat(3000)}`
    for (const part of [`{"a":${nested}}`, nested]) {
      const [head = '', , signature = ''] = (await makeProof(client)).split('.')
      const bomb = `${head}.${Buffer.from(part).toString('base64url')}.${signature}`
      expect((await refusalOf(() => rigOf().verify(bomb, EXPECTED))).code).toBe('proof_malformed')
    }
  })

  test('that another key signed says so', async () => {
    const other = await createProofKey()
    const forged = await makeProof(other, { header: { jwk: client.publicJwk } })
    const error = await refusalOf(() => rigOf().verify(forged, EXPECTED))
    expect([error.code, error.hint]).toEqual([
      'proof_signature_invalid',
      expect.stringMatching(/not made with its key/)
    ])
  })
})

describe('the hint of a binding', () => {
  test('that is unknown names the supported ones', async () => {
    const error = await refusalOf(() => readConfirmation({ cnf: { kid: 'secret-value' } }))
    expect(error.hint).toMatch(/"jkt" \(DPoP\) and "x5t#S256"/)
    expect(error.hint).not.toContain('secret-value')
  })

  test('to another certificate says that it was renewed or stolen', async () => {
    const request = { headers: {}, clientCertificate: new Uint8Array([1]) }
    const error = await refusalOf(() => createCertificateCheck('tls')(request, 'x'.repeat(43)))
    expect([error.code, error.hint]).toEqual([
      'certificate_mismatch',
      expect.stringMatching(/renewed.*stolen/)
    ])
  })
})
