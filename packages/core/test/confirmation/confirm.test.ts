import { describe, expect, test } from 'vitest'
import { createConfirm, type ConfirmSettings } from '../../src/confirmation/confirm.ts'
import type { Confirmation } from '../../src/confirmation/confirmation.ts'
import type { ProofExpectations } from '../../src/confirmation/dpop.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'
import { tokenHash } from '../support/proof-kit.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { verifies } from '../../../../test/requirements.ts'

const JKT = 'k'.repeat(43)
const X5T = 'c'.repeat(43)

interface Asked {
  readonly proofs: [unknown, ProofExpectations][]
  readonly certificates: string[]
}

const askedNothing = (): Asked => ({ proofs: [], certificates: [] })

function settingsOf(asked: Asked, change: Partial<ConfirmSettings> = {}): ConfirmSettings {
  return {
    async verifyProof(field, expected) {
      asked.proofs.push([field, expected])
      return { needsNonce: false }
    },
    async requireCertificate(_request, thumbprint) {
      asked.certificates.push(thumbprint)
    },
    isDpopRequired: false,
    ...change
  }
}

const REQUEST = { method: 'GET', target: '/a?b', headers: { dpop: 'proof' } }

function confirm(
  scheme: 'Bearer' | 'DPoP',
  confirmation: Confirmation | undefined,
  settings: ConfirmSettings
) {
  return createConfirm(settings)({ ...REQUEST }, { scheme, accessToken: 'token', confirmation })
}

async function codeOf(...args: Parameters<typeof confirm>): Promise<string> {
  const { code, hint = '' } = await refusalOf(() => confirm(...args))
  return OWN_CODES.has(code) && hint.length < 20 ? `${code} without a hint` : code
}

/** The others come from the verification of a proof or a certificate. */
const OWN_CODES: ReadonlySet<string> = new Set([
  'confirmation_unsupported',
  'credentials_scheme_mismatch',
  'token_not_bound'
])

describe('a bearer token', () => {
  test('passes under Bearer, whatever the options', async () => {
    const asked = askedNothing()
    for (const change of [{}, { verifyProof: undefined, requireCertificate: undefined }]) {
      expect(await confirm('Bearer', undefined, settingsOf(asked, change))).toBeUndefined()
    }
    expect(asked).toEqual(askedNothing())
  })

  test(verifies('D-17', 'is refused under DPoP, with or without a proof'), async () => {
    const asked = askedNothing()
    expect(await codeOf('DPoP', undefined, settingsOf(asked))).toBe('token_not_bound')
    expect(asked).toEqual(askedNothing())
  })

  test('is refused under Bearer if DPoP is required', async () => {
    expect(await codeOf('Bearer', undefined, settingsOf(askedNothing(), { isDpopRequired: true }))).toBe(
      'token_not_bound'
    )
  })
})

describe('a token that is bound to a DPoP key', () => {
  test('passes with a verified proof for this request, token and key', async () => {
    const asked = askedNothing()
    expect(await confirm('DPoP', { jkt: JKT }, settingsOf(asked))).toEqual({ needsNonce: false })
    expect(asked.proofs).toEqual([
      ['proof', { request: REQUEST, method: 'GET', target: '/a?b', tokenHash: tokenHash('token'), jkt: JKT }]
    ])
    expect(asked.certificates).toEqual([])
  })

  test(verifies('D-18', 'is refused under Bearer, even with a proof'), async () => {
    const asked = askedNothing()
    expect(await codeOf('Bearer', { jkt: JKT }, settingsOf(asked))).toBe('credentials_scheme_mismatch')
    expect(await codeOf('Bearer', { jkt: JKT }, settingsOf(asked, { isDpopRequired: true }))).toBe(
      'credentials_scheme_mismatch'
    )
    expect(asked).toEqual(askedNothing())
  })

  test.each(['Bearer', 'DPoP'] as const)('is refused under %s without the option "dpop"', async (scheme) => {
    expect(await codeOf(scheme, { jkt: JKT }, settingsOf(askedNothing(), { verifyProof: undefined }))).toBe(
      'confirmation_unsupported'
    )
  })

  test('is refused if its proof is', async () => {
    const verifyProof = () => Promise.reject(new ProtectedResourceError('proof_expired'))
    expect(await codeOf('DPoP', { jkt: JKT }, settingsOf(askedNothing(), { verifyProof }))).toBe(
      'proof_expired'
    )
  })
})

describe('the same request object', () => {
  test('needs another proof after middleware changed its method', async () => {
    const asked = askedNothing()
    const check = createConfirm(settingsOf(asked))
    const request = { ...REQUEST }
    await check(request, token)
    request.method = 'DELETE'
    await check(request, token)
    expect(asked.proofs.map(([, { method }]) => method)).toEqual(['GET', 'DELETE'])
  })

  const token = { scheme: 'DPoP', accessToken: 'token', confirmation: { jkt: JKT } } as const

  test('uses its proof once, however often it is confirmed', async () => {
    const asked = askedNothing()
    const confirmOnce = createConfirm(settingsOf(asked))
    for (let count = 0; count < 3; count += 1) {
      expect(await confirmOnce(REQUEST, token)).toEqual({ needsNonce: false })
    }
    expect(asked.proofs).toHaveLength(1)
    await confirmOnce({ ...REQUEST }, token)
    expect(asked.proofs).toHaveLength(2)
  })

  test('is confirmed again with another proof or another token', async () => {
    const asked = askedNothing()
    const confirmOnce = createConfirm(settingsOf(asked))
    const request = { ...REQUEST, headers: { dpop: 'proof' } }
    await confirmOnce(request, token)
    await confirmOnce(request, { ...token, accessToken: 'other' })
    await confirmOnce(request, token)
    request.headers.dpop = 'other'
    await confirmOnce(request, token)
    expect(asked.proofs.map(([field, { tokenHash: hash }]) => [field, hash])).toEqual([
      ['proof', tokenHash('token')],
      ['proof', tokenHash('other')],
      ['proof', tokenHash('token')],
      ['other', tokenHash('token')]
    ])
  })
})

describe('a token that is bound to a certificate', () => {
  const bound = { 'x5t#S256': X5T }

  test('passes under Bearer with its certificate', async () => {
    const asked = askedNothing()
    expect(await confirm('Bearer', bound, settingsOf(asked))).toBeUndefined()
    expect(asked).toEqual({ proofs: [], certificates: [X5T] })
  })

  test('is refused under DPoP, and if DPoP is required', async () => {
    expect(await codeOf('DPoP', bound, settingsOf(askedNothing()))).toBe('token_not_bound')
    expect(await codeOf('Bearer', bound, settingsOf(askedNothing(), { isDpopRequired: true }))).toBe(
      'token_not_bound'
    )
  })

  test('is refused without the option "mutualTls"', async () => {
    expect(await codeOf('Bearer', bound, settingsOf(askedNothing(), { requireCertificate: undefined }))).toBe(
      'confirmation_unsupported'
    )
  })

  test('is refused without its certificate', async () => {
    const requireCertificate = () => Promise.reject(new ProtectedResourceError('certificate_missing'))
    expect(await codeOf('Bearer', bound, settingsOf(askedNothing(), { requireCertificate }))).toBe(
      'certificate_missing'
    )
  })
})

describe('a token that is bound to both', () => {
  const both = { jkt: JKT, 'x5t#S256': X5T }

  test('passes if both are verified, synchronously or not', async () => {
    const asked = askedNothing()
    expect(await confirm('DPoP', both, settingsOf(asked))).toEqual({ needsNonce: false })
    const requireCertificate = () => Promise.resolve()
    expect(await confirm('DPoP', both, settingsOf(asked, { requireCertificate }))).toEqual({
      needsNonce: false
    })
    expect([asked.proofs.length, asked.certificates]).toEqual([2, [X5T]])
  })

  test(verifies('M-7', 'is refused if one of them is not verified or not supported'), async () => {
    const missing = () => {
      throw new ProtectedResourceError('certificate_missing')
    }
    const expired = () => {
      throw new ProtectedResourceError('proof_expired')
    }
    const asked = askedNothing()
    expect(await codeOf('DPoP', both, settingsOf(asked, { requireCertificate: missing }))).toBe(
      'certificate_missing'
    )
    expect(asked.proofs).toEqual([])
    expect(await codeOf('DPoP', both, settingsOf(asked, { verifyProof: expired }))).toBe('proof_expired')
    expect(await codeOf('DPoP', both, settingsOf(asked, { requireCertificate: undefined }))).toBe(
      'confirmation_unsupported'
    )
    expect(await codeOf('DPoP', both, settingsOf(asked, { verifyProof: undefined }))).toBe(
      'confirmation_unsupported'
    )
    expect(await codeOf('Bearer', both, settingsOf(asked))).toBe('credentials_scheme_mismatch')
  })
})
