import { createProtectedResource } from '@portcullis/core'
import type { ProtectedResourceOptions } from '@portcullis/core'
import { afterAll, describe, expect, it } from 'vitest'
import { BAD_TOKEN_KINDS, createTestIssuer } from '../../src/index.ts'

const issuer = await createTestIssuer({ algorithms: ['RS256'] })
afterAll(() => issuer.close())

function createApi(profile: NonNullable<ProtectedResourceOptions['profile']>) {
  const api = createProtectedResource({ ...issuer.options, profile })
  afterAll(() => api.close())
  return (token: string) =>
    api.authenticate({ method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } })
}

describe.each(['jwt', 'rfc9068'] as const)('a protected resource of the profile %s', (profile) => {
  const authenticate = createApi(profile)

  it('accepts the token that the bad ones are made from', async () => {
    const { subject, clientId, scopes } = await authenticate(await issuer.issue())
    expect({ subject, clientId, scopes }).toEqual({
      subject: 'test-user',
      clientId: 'test-client',
      scopes: []
    })
  })

  it.each(BAD_TOKEN_KINDS)('refuses $kind with the code of the table: $summary', async (row) => {
    const code = profile === 'rfc9068' ? (row.rfc9068Code ?? row.code) : row.code
    await expect(authenticate(await issuer.issueBad(row.kind))).rejects.toMatchObject({ code, status: 401 })
  })
})
