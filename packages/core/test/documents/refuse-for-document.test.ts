import { describe, expect, test } from 'vitest'
import { DocumentError } from '../../src/documents/document-error.ts'
import { refuseForDocument } from '../../src/documents/refuse-for-document.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'

const facts = { url: 'https://as.example.test/', phase: 'headers', milliseconds: 1, bytes: 0 } as const

describe('the refusal for a document', () => {
  test.each([
    ['url_refused', 'unreachable'],
    ['network', 'unreachable'],
    ['timeout', 'unreachable'],
    ['redirect', 'unreachable'],
    ['status', 'unreachable'],
    ['closed', 'unreachable'],
    ['too_large', 'invalid'],
    ['not_json', 'invalid'],
    ['invalid', 'invalid']
  ] as const)('that failed for %s says that it is %s', (reason, kind) => {
    for (const document of ['metadata', 'jwks'] as const) {
      const error = new DocumentError({ ...facts, reason })
      const refusal = refuseForDocument(error, document)
      expect(refusal).toMatchObject({ code: `${document}_${kind}`, status: 503, cause: error })
      expect(refusal.hint).toMatch(/\w/)
      expect(refusal.retryAfterSeconds).toBeUndefined()
    }
  })

  test('passes on when the server wants to be asked again', () => {
    const error = new DocumentError({ ...facts, reason: 'status', status: 429, retryAfterSeconds: 30 })
    expect(refuseForDocument(error, 'jwks').retryAfterSeconds).toBe(30)
  })

  test('is the refusal that was made already', () => {
    const refusal = new ProtectedResourceError('metadata_issuer_mismatch')
    expect(refuseForDocument(refusal, 'metadata')).toBe(refusal)
  })

  test('is not created for a defect, which is thrown again', () => {
    const defect = new TypeError('a defect')
    expect(() => refuseForDocument(defect, 'jwks')).toThrow(defect)
  })
})
