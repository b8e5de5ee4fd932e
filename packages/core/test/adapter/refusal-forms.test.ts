import { ProtectedResourceError } from '@portcullis/core'
import { graphqlExtensions, refusalLine } from '@portcullis/core/adapter'
import { describe, expect, it } from 'vitest'

const hint = 'configure the audience'

describe('the extensions of a GraphQL error', () => {
  it.each([
    ['credentials_missing', { code: 'UNAUTHENTICATED' }],
    ['token_expired', { code: 'UNAUTHENTICATED', error: 'invalid_token' }],
    ['scope_insufficient', { code: 'FORBIDDEN', error: 'insufficient_scope' }],
    ['credentials_malformed', { code: 'BAD_REQUEST', error: 'invalid_request' }],
    ['metadata_unreachable', { code: 'SERVICE_UNAVAILABLE', error: 'temporarily_unavailable' }]
  ] as const)('of %s have a code and the OAuth error, without reason and hint', (code, extensions) => {
    expect(graphqlExtensions(new ProtectedResourceError(code, { hint }))).toEqual(extensions)
  })
})

describe('the line for logs', () => {
  const refusal = new ProtectedResourceError('audience_mismatch', { hint })

  it('has request, status, code, hint and page, and no query', () => {
    const request = {
      method: 'GET',
      url: '/orders?token=secret',
      headers: { authorization: 'Bearer secret' }
    }
    expect(refusalLine(refusal, request)).toBe(
      `refused GET /orders: 401 audience_mismatch: ${hint}; docs: /errors#audience_mismatch`
    )
  })

  it('does without a request', () => {
    expect(refusalLine(refusal)).toBe(
      `refused: 401 audience_mismatch: ${hint}; docs: /errors#audience_mismatch`
    )
  })
})
