import { describe, expect, onTestFinished, test } from 'vitest'
import { MAX_PROOF_LENGTH, parseProof } from '../../src/confirmation/parse-proof.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { encodeSegment } from '../support/test-token.ts'

const CLAIMS = { jti: 'a', htm: 'GET', htu: 'https://a/', iat: 5, ath: 'b' }
const HEADER = encodeSegment({ alg: 'ES256' })

function proofOf(claims: string | object = CLAIMS, signature = 'c2ln'): string {
  return `${HEADER}.${encodeSegment(claims)}.${signature}`
}

describe('a proof', () => {
  test('has no claims that every object inherits', async () => {
    onTestFinished(() => void Reflect.deleteProperty(Object.prototype, 'ath'))
    Reflect.set(Object.prototype, 'ath', 'inherited')
    const error = await refusalOf(() => parseProof(proofOf({ ...CLAIMS, ath: undefined })))
    expect(error.hint).toBe('the claim "ath" of the proof is missing or is not a string')
  })

  test('is taken apart', () => {
    expect(parseProof(proofOf())).toEqual({
      headerSegment: HEADER,
      payloadSegment: encodeSegment(CLAIMS),
      unverifiedClaims: { ...CLAIMS, nonce: undefined },
      signingInput: `${HEADER}.${encodeSegment(CLAIMS)}`,
      signature: expect.any(Uint8Array) as unknown
    })
    expect([...parseProof(proofOf()).signature]).toEqual([...Buffer.from('sig')])
  })

  test('may come as a list of one line', () => {
    expect(parseProof([proofOf()]).headerSegment).toBe(HEADER)
  })

  test('may have a nonce and claims with other names', () => {
    const { unverifiedClaims } = parseProof(proofOf({ ...CLAIMS, nonce: 'n', other: {} }))
    expect(unverifiedClaims).toEqual({ ...CLAIMS, nonce: 'n' })
  })

  test.each([
    { alg: 'ML-DSA-65', keyBytes: 1952, signatureBytes: 3309 },
    { alg: 'ML-DSA-87', keyBytes: 2592, signatureBytes: 4627 }
  ])('may have a key and a signature of $alg', ({ alg, keyBytes, signatureBytes }) => {
    const pub = Buffer.alloc(keyBytes).toString('base64url')
    const header = encodeSegment({ typ: 'dpop+jwt', alg, jwk: { kty: 'AKP', alg, pub } })
    const htu = `https://api.example.test/${'path/'.repeat(60)}`
    const claims = encodeSegment({ ...CLAIMS, htu, jti: 'j'.repeat(43), nonce: 'n'.repeat(68) })
    const signature = Buffer.alloc(signatureBytes).toString('base64url')
    expect(parseProof(`${header}.${claims}.${signature}`).signature).toHaveLength(signatureBytes)
  })

  test(`may have ${MAX_PROOF_LENGTH} characters and no more`, async () => {
    const room = MAX_PROOF_LENGTH - proofOf(CLAIMS, '').length
    const characters = room - (room % 4)
    expect(parseProof(proofOf(CLAIMS, 'A'.repeat(characters))).headerSegment).toBe(HEADER)
    const error = await refusalOf(() => parseProof('A'.repeat(MAX_PROOF_LENGTH + 1)))
    expect(error.code).toBe('proof_too_large')
    expect((await refusalOf(() => parseProof('A'.repeat(MAX_PROOF_LENGTH)))).code).toBe('proof_malformed')
  })
})

/** Claims in base64url, which stay valid base64url with one more character. */
const EXTENSIBLE =
  ['', 'x', 'xx']
    .map((other) => encodeSegment({ ...CLAIMS, other }))
    .find(({ length }) => length % 4 === 2) ?? ''

describe('a DPoP header is refused', () => {
  test.each([
    ['proof_repeated', [proofOf(), proofOf()]],
    ['proof_repeated', []],
    ['proof_repeated', `${proofOf()}, ${proofOf()}`],
    ['proof_repeated', `${proofOf()},`],
    ['proof_malformed', 'P'],
    ['proof_malformed', 'P.x'],
    ['proof_malformed', `${EXTENSIBLE}A`],
    ['proof_malformed', `${HEADER}.${encodeSegment(CLAIMS)}`],
    ['proof_malformed', `${proofOf()}.x`],
    ['proof_malformed', `${proofOf()} `],
    ['proof_malformed', `${proofOf()}=`],
    ['proof_malformed', proofOf(CLAIMS, 'A')],
    ['proof_malformed', `${HEADER}.${encodeSegment(CLAIMS)}=.c2ln`],
    ['proof_malformed', proofOf('{')],
    ['proof_malformed', proofOf('')],
    ['proof_malformed', proofOf('[]')],
    ['proof_malformed', proofOf('null')],
    ['proof_malformed', proofOf('"text"')],
    ['proof_malformed', `${HEADER}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.c2ln`]
  ])('with %s: %j', async (code, field) => {
    const error = await refusalOf(() => parseProof(field))
    expect(error.code).toBe(code)
    expect(error.oauthError).toBe('invalid_dpop_proof')
    expect(error.hint).not.toContain(HEADER)
  })
})

describe('claims of a proof are refused', () => {
  const without = (name: string): object => ({ ...CLAIMS, [name]: undefined })

  test.each(['jti', 'htm', 'htu', 'ath'])('without %s, and the hint names it', async (name) => {
    for (const claims of [
      without(name),
      { ...CLAIMS, [name]: '' },
      { ...CLAIMS, [name]: 5 },
      { ...CLAIMS, [name]: [] }
    ]) {
      const error = await refusalOf(() => parseProof(proofOf(claims)))
      expect(error.code).toBe('proof_malformed')
      expect(error.hint).toBe(`the claim "${name}" of the proof is missing or is not a string`)
    }
  })

  test.each([undefined, '5', null, {}, true])('with %j as iat', async (iat) => {
    const error = await refusalOf(() => parseProof(proofOf({ ...CLAIMS, iat })))
    expect([error.code, error.hint]).toEqual([
      'proof_malformed',
      '"iat" of the proof is missing or is not a number of seconds since 1970'
    ])
  })

  test('with an iat that no clock can show', async () => {
    const text = JSON.stringify(CLAIMS).replace('"iat":5', '"iat":1e999')
    expect((await refusalOf(() => parseProof(proofOf(text)))).code).toBe('proof_malformed')
  })

  test.each(['exp', 'nbf'])('with an %s that is not a number of seconds', async (name) => {
    expect(parseProof(proofOf({ ...CLAIMS, [name]: 7 })).unverifiedClaims).toMatchObject({ [name]: 7 })
    for (const value of ['7', null, {}, true]) {
      const error = await refusalOf(() => parseProof(proofOf({ ...CLAIMS, [name]: value })))
      expect([error.code, error.hint]).toEqual([
        'proof_malformed',
        '"exp" or "nbf" of the proof is not a number of seconds since 1970'
      ])
    }
  })

  test('with a nonce that is not a string', async () => {
    for (const nonce of [5, null, {}, true]) {
      const error = await refusalOf(() => parseProof(proofOf({ ...CLAIMS, nonce })))
      expect([error.code, error.hint]).toEqual(['proof_malformed', '"nonce" of the proof is not a string'])
    }
  })

  test('with a jti of more than 512 characters', async () => {
    expect(parseProof(proofOf({ ...CLAIMS, jti: 'j'.repeat(512) })).unverifiedClaims.jti).toHaveLength(512)
    const error = await refusalOf(() => parseProof(proofOf({ ...CLAIMS, jti: 'j'.repeat(513) })))
    expect([error.code, error.hint]).toEqual([
      'proof_malformed',
      '"jti" of the proof is longer than 512 characters'
    ])
  })
})
